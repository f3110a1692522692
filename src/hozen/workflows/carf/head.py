"""What stands around the records of a message: its head, the provider, and its end."""

from __future__ import annotations

import hashlib
from xml.sax.saxutils import escape

from hozen.rules.carf.codes import NEXUS
from hozen.workflows.carf.terms import Terms

NAMESPACE, TYPES = "urn:oecd:ties:carf:v1", "urn:oecd:ties:carfstf:v5"
VERSION = "1.5"
NEW, CORRECTION, NIL = "CARF701", "CARF702", "CARF703"
END = "</CARFBody></CARF_OECD>\n"


def opening(terms: Terms, year: int, ref: str, kind: str, at: str, provider: str) -> str:
    """From the first sign up to the first record. `provider` is the RCASP element."""
    contact = f"<Contact>{escape(terms.contact)}</Contact>" if terms.contact else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CARF_OECD xmlns="{NAMESPACE}" xmlns:stf="{TYPES}" version="{VERSION}"><MessageSpec>'
        f"<SendingEntityIN>{terms.sender}</SendingEntityIN>"
        f"<TransmittingCountry>{terms.transmitting}</TransmittingCountry>"
        f"<ReceivingCountry>{terms.receiving}</ReceivingCountry><MessageType>CARF</MessageType>{contact}"
        f"<MessageRefId>{ref}</MessageRefId><MessageTypeIndic>{kind}</MessageTypeIndic>"
        f"<ReportingPeriod>{year}-12-31</ReportingPeriod><Timestamp>{at}</Timestamp>"
        f"</MessageSpec><CARFBody>{provider}\n"
    )


def provider_text(terms: Terms) -> str:
    """Who reports: RCASP_ID and Nexus, without its DocSpec."""
    more = "".join(
        f"<{name}>{escape(value)}</{name}>"
        for name, value in (("Street", terms.street), ("PostCode", terms.post_code))
        if value
    )
    return (
        f"<RCASP_ID><Entity><ResCountryCode>{terms.country}</ResCountryCode>"
        f'<TIN issuedBy="{terms.country}">{terms.tin}</TIN><Name>{escape(terms.name)}</Name>'
        f"<Address><CountryCode>{terms.country}</CountryCode><AddressFix>{more}<City>{escape(terms.city)}</City>"
        f"</AddressFix></Address></Entity></RCASP_ID><Nexus>{NEXUS[terms.nexus]}</Nexus>"
    )


def provider(terms: Terms, indicator: str, ref: str, corrects: str = "") -> str:
    """The RCASP element with its DocSpec."""
    return f"<RCASP>{provider_text(terms)}{doc_spec(indicator, ref, corrects)}</RCASP>"


def provider_hash(terms: Terms) -> str:
    """The SHA-256 of what a message says of the provider."""
    return hashlib.sha256(provider_text(terms).encode()).hexdigest()


def doc_spec(indicator: str, ref: str, corrects: str = "") -> str:
    """DocSpec: OECD0 sent again, OECD1 new, OECD2 corrected, OECD3 deleted."""
    corr = f"<stf:CorrDocRefId>{corrects}</stf:CorrDocRefId>" if corrects else ""
    return f"<DocSpec><stf:DocTypeIndic>{indicator}</stf:DocTypeIndic><stf:DocRefId>{ref}</stf:DocRefId>{corr}</DocSpec>"
