"""Another exchange's proof, out of its file: which format it is, whether it holds, and what that proves."""

from hozen.workflows.proof_inspect.inspecting import ProofFiles, inspect_proof

__all__ = ["ProofFiles", "inspect_proof"]
