"""報告記録: one customer's CryptoUsers element without its DocSpec, worked out in SQL out of totals and people.

The order of elements is that of the OECD's schema 1.5. There one RelevantTransactions holds one category alone, so an
asset has as many of them as it has categories.
"""

from __future__ import annotations

from hozen.engine import Engine
from hozen.records import Query
from hozen.rules.carf.codes import ELEMENTS, EXCHANGE_KINDS, IN_KINDS, OUT_KINDS, ROLES, VALUATIONS
from hozen.rules.carf.measures import HOME
from hozen.workflows.carf.xml_sql import coded, coins, element, escaped, joined, may, text

_NO_NUMBER = """'<TIN unknown="true">NOTIN</TIN>'"""
_NUMBER = f"""('<TIN issuedBy="' || n.jurisdiction || '">' || {escaped("n.tin")} || '</TIN>')"""


def name_bodies(engine: Engine, asset_names: str) -> None:
    """Name the view carf_bodies (customer_id, body) over carf_totals, which stands already: of everybody in it."""
    engine.view("carf_subjects", _SUBJECTS)
    engine.view("carf_where", _WHERE)
    engine.view("carf_parties", _PARTIES)
    engine.view("carf_controlled", _CONTROLLED)
    name_relevant(engine, asset_names)
    engine.view("carf_bodies", _BODIES)


def name_relevant(engine: Engine, asset_names: str) -> None:
    """Name the view carf_relevant (customer_id, relevant): the totals of each customer as XML."""
    engine.view("carf_relevant", _relevant(asset_names))


def bodies() -> Query:
    """(customer_id, size in bytes, sha256, body) in the order of customers."""
    return Query(
        "carf bodies",
        "SELECT customer_id, CAST(strlen(body) AS BIGINT) AS size, sha256(body) AS sha256, body"
        " FROM carf_bodies ORDER BY customer_id",
        (),
    )


def _entry() -> str:
    """One category's sums of one kind: NumberofTransactions, Amount in yen with two decimals, NumberofUnits."""
    exchange = "t.category IN ('crypto_in', 'crypto_out', 'fiat_in', 'fiat_out') AND t.kind <> ''"
    kind = f"""CASE WHEN t.category = 'transfer_in' THEN {element("TransferType", coded("t.kind", IN_KINDS))}
                    WHEN t.category = 'transfer_out' THEN {element("TransferType", coded("t.kind", OUT_KINDS))}
                    WHEN {exchange} THEN {element("ExchangeType", coded("t.kind", EXCHANGE_KINDS))} ELSE '' END"""
    count = element("NumberofTransactions", "CAST(t.transactions AS STRING)")
    amount = "'<Amount currCode=\"JPY\">' || CAST(t.yen AS STRING) || '.00</Amount>'"
    units = element("NumberofUnits", coins("t.units", "a.decimals"))
    worth = f"""CASE WHEN t.valuation = '' OR t.category NOT IN ('transfer_in', 'transfer_out', 'wallet_out') THEN ''
                     ELSE {element("AltValuation", coded("t.valuation", VALUATIONS))} END"""
    counted = f"CASE WHEN t.category = 'wallet_out' THEN '' ELSE {count} END"
    return f"({kind} || {counted} || {amount} || {units} || {worth})"


def _relevant(asset_names: str) -> str:
    """(customer_id, relevant): every RelevantTransactions of a customer, by asset, then in the schema's order."""
    name = "coalesce(a.dti, a.name)" if asset_names == "dti" else "a.name"
    tag = coded("t.category", ELEMENTS)
    place = coded("category", {word: f"{number}" for number, word in enumerate(ELEMENTS)})
    one = f"'<' || {tag} || '>' || {_entry()} || '</' || {tag} || '>'"
    head = text("CryptoAsset", "max(name)")
    relevant = element("RelevantTransactions", f"{head} || {joined('one', 'kind, valuation')}")
    category = f"""
        SELECT customer_id, asset, category, {relevant} AS one
        FROM (SELECT t.customer_id, t.asset, t.category, t.kind, t.valuation, {name} AS name, {one} AS one
              FROM carf_totals t JOIN assets a ON a.asset = t.asset) AS e
        GROUP BY customer_id, asset, category"""
    return f"""
        SELECT customer_id, {joined("one", f"asset, {place}")} AS relevant FROM ({category}) AS c GROUP BY customer_id"""


# Each person and entity that a record names: the customer itself, and each controlling person that is reported.
_SUBJECTS = """
    SELECT DISTINCT r.customer_id, CASE WHEN o.person_id = 1 THEN r.person_id ELSE '' END AS person_id,
           CASE WHEN o.person_id = 1 THEN 'individual' ELSE r.kind END AS kind
    FROM carf_reported r JOIN (SELECT DISTINCT customer_id FROM carf_totals) AS t ON t.customer_id = r.customer_id
    CROSS JOIN (VALUES (0), (1)) AS o(person_id)
    WHERE o.person_id = 0 OR r.person_id <> ''"""
# Residences and numbers; Japan's own number is not reported.
_WHERE = f"""
    SELECT r.customer_id, r.person_id, {joined(text("ResCountryCode", "r.jurisdiction"), "r.jurisdiction")}
           || coalesce({joined(f"CASE WHEN n.tin IS NULL THEN '' ELSE {_NUMBER} END", "r.jurisdiction")}, '')
           || CASE WHEN count(n.tin) = 0 THEN {_NO_NUMBER} ELSE '' END AS residence
    FROM carf_residences r
    JOIN carf_subjects s ON s.customer_id = r.customer_id AND s.person_id = r.person_id
    LEFT JOIN carf_numbers n ON r.customer_id = n.customer_id AND r.person_id = n.person_id
         AND r.jurisdiction = n.jurisdiction AND r.jurisdiction <> '{HOME}' AND r.tin = 'held'
    GROUP BY r.customer_id, r.person_id"""
_STREETS = " || ".join(
    may(name, f"p.{column}")
    for name, column in (
        ("Street", "street"),
        ("BuildingIdentifier", "building"),
        ("DistrictName", "district"),
        ("PostCode", "post_code"),
    )
)
_FIXED = f"{_STREETS} || {text('City', 'p.city')} || {may('CountrySubentity', 'p.subentity')}"
_ADDRESS = element(
    "Address",
    f"{text('CountryCode', 'p.country')} || {element('AddressFix', _FIXED)}"
    f" || {may('AdditionalAddressInfo', 'p.address_more')}",
)
_BORN_AT = element(
    "BirthPlace",
    f"{text('City', 'p.birth_city')} || {element('CountryInfo', text('CountryCode', 'p.birth_country'))}",
)
_BIRTH = element("BirthInfo", f"{text('BirthDate', 'p.birth_date')} || coalesce({_BORN_AT}, '')")
_NAMED = element("Name", f"{text('FirstName', 'p.first_name')} || {text('LastName', 'p.last_name')}")
_INDIVIDUAL = element("Individual", f"w.residence || {_NAMED} || {_ADDRESS} || {_BIRTH}")
_ENTITY = element("Entity", f"w.residence || {text('Name', 'p.name')} || {_ADDRESS}")
# (customer_id, person_id, party): NULL where something that the schema asks for is not on file.
_PARTIES = f"""
    SELECT s.customer_id, s.person_id, CASE WHEN s.kind = 'entity' THEN {_ENTITY} ELSE {_INDIVIDUAL} END AS party
    FROM carf_subjects s
    LEFT JOIN carf_people p ON p.customer_id = s.customer_id AND p.person_id = s.person_id
    LEFT JOIN carf_where w ON w.customer_id = s.customer_id AND w.person_id = s.person_id"""
_ROLES = joined(element("CtrlgPersonType", coded("c.role", ROLES)), coded("c.role", ROLES))
_CONTROLLED = f"""
    SELECT customer_id, {joined(element("ControllingPerson", "party || roles"), "person_id")} AS persons
    FROM (SELECT y.customer_id, y.person_id, y.party, {_ROLES} AS roles
          FROM carf_parties y JOIN carf_controllers c ON c.customer_id = y.customer_id AND c.person_id = y.person_id
          WHERE y.person_id <> '' GROUP BY y.customer_id, y.person_id, y.party) AS o
    GROUP BY customer_id"""
# Who moved nothing in the year has no record: the schema asks for one total at least.
_BODIES = f"""
    SELECT t.customer_id, {element("UserID", "y.party")} || coalesce(o.persons, '') || t.relevant AS body
    FROM carf_relevant t JOIN carf_parties y ON y.customer_id = t.customer_id AND y.person_id = ''
    LEFT JOIN carf_controlled o ON o.customer_id = t.customer_id"""
