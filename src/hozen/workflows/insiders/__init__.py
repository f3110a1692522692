"""内部者名簿の管理: facts, lists and publications as entries of the books, and a tape held to them."""

from hozen.workflows.insiders.act import InsiderDesk, facts_in
from hozen.workflows.insiders.checking import InsiderCheck, check_tape
from hozen.workflows.insiders.errors import InsiderRefused
from hozen.workflows.insiders.state import fact_of

__all__ = ["InsiderCheck", "InsiderDesk", "InsiderRefused", "check_tape", "fact_of", "facts_in"]
