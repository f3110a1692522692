"""ESMA's concepts of the white paper for crypto-assets of table 2 (OTHR), for the fields that mean the same.

Read in a public copy of the taxonomy of 2025-03-31. A field that stands in several concepts, or in one of a list of values or
of amounts, is not mapped: whoever files decides it. Nothing here was validated against the taxonomy itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TAXONOMY = "https://www.esma.europa.eu/taxonomy/2025-03-31/mica/"
CONCEPTS: Mapping[str, str] = MappingProxyType(
    {
        "issuer": "NameOfOtherTokenIssuer",
        "issuer_outline": "IssuersBusinessActivityExplanatory",
        "issuer_lei": "IssuersLegalEntityIdentifier",
        "issuer_legal_form": "IssuersLegalForm",
        "issuer_parent": "IdentificationOfIssuersParentCompany",
        "newly_established": "NewlyEstablishedOfferorsIndicator",
        "finances": "InformationAboutOfferorsFinancialConditionForPastThreeYearsExplanatory",
        "name": "NameOfOtherToken",
        "ticker": "OtherTokenProjectAbbreviation",
        "project": "DescriptionOfOtherTokenProjectExplanatory",
        "utility_token": "UtilityTokenClassificationForOtherTokenProjectIndicator",
        "goods_and_services": "KeyFeaturesOfGoodsOrServicesForUtilityTokenProjectsExplanatory",
        "resources": "ResourceAllocationExplanatory",
        "use_of_funds": "PlannedUseOfCollectedFundsOrOtherTokensExplanatory",
        "where_traded": "TradingPlatformsName",
        "nature": "DescriptionOfOtherTokenCharacteristicsExplanatory",
        "dti": "OtherTokenDigitalTokenIdentifierCode",
        "ffg_dti": "OtherTokenFunctionallyFungibleGroupDigitalTokenIdentifier",
        "voluntary_data": "OtherTokenVoluntaryDataFlagIndicator",
        "rights": "InformationAboutPurchaserRightsAndObligationsExplanatory",
        "rights_exercise": "ExerciseOfRightsAndObligationExplanatory",
        "standards": "ProtocolsAndTechnicalStandardsForOtherTokenExplanatory",
        "technology": "InformationAboutTechnologyUsedForOtherTokenExplanatory",
        "consensus": "ConsensusMechanismForOtherTokenExplanatory",
        "audit": "AuditIndicatorForOtherToken",
        "audit_outcome": "AuditOutcomeForOtherTokenExplanatory",
        "issuer_risk": "DescriptionOfIssuerrelatedRisksForOtherTokenExplanatory",
        "project_risk": "ProjectImplementationrelatedRisksExplanatory",
    }
)
