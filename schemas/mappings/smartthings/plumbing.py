"""Capabilities that carry no ability of the device: how the platform identifies, reaches and updates it.

Coverage counts them apart (`MapRow.standard` false), whether they have a place in the schema or not: the list tells
what is counted, not what is mapped.
"""

from typing import Final

PLUMBING: Final = frozenset(
    {
        "ocf",
        "healthCheck",
        "refresh",
        "execute",
        "custom.deviceDependencyStatus",
        "custom.deviceReportStateConfiguration",
        "custom.disabledCapabilities",
        "custom.disabledComponents",
        "custom.ocfResourceVersion",
        "samsungce.availableCapabilities",
        "samsungce.bixbyContent",
        "samsungce.buttonDisplayCondition",  # when the app shows a button
        "samsungce.deviceIdentification",
        "samsungce.deviceInfoPrivate",
        "samsungce.dongleSoftwareInstallation",
        "samsungce.driverState",
        "samsungce.driverVersion",
        "samsungce.kitchenDeviceDefaults",
        "samsungce.kitchenDeviceIdentification",
        "samsungce.kitchenModeSpecification",
        "samsungce.quickControl",
        "samsungce.robotCleanerAvpRegistration",  # registration of its camera with Samsung's video service
        "samsungce.robotCleanerFeatureVisibility",  # which features the app shows
        "samsungce.softwareUpdate",
        "samsungce.softwareVersion",
        "samsungce.unavailableCapabilities",
        "samsungvd.deviceCategory",
        "samsungvd.firmwareVersion",
        "samsungvd.supportsFeatures",
        "samsungvd.supportsPowerOnByOcf",
        "samsungvd.thingStatus",
    }
)
"""By name."""

PLUMBING_NAMESPACES: Final = ("sec.", "samsungim.")
"""By namespace: joining the network, diagnostics for the maker's cloud."""


PLUMBING_ATTRIBUTES: Final = frozenset(
    {
        ("custom.energyType", "energyType"),  # version of Samsung's energy service
        ("custom.energyType", "notificationTemplateID"),  # of a message in Samsung's app
        ("custom.supportedOptions", "referenceTable"),  # which of Samsung's tables explains the codes
        *((f"samsungce.{one}Cycle", "specializedFunctionClassification") for one in ("washer", "dryer", "steamCloset")),
        ("samsungce.dryerCycle", "referenceTable"),
        ("samsungce.steamClosetCycle", "referenceTable"),
        ("samsungce.washerCycle", "referenceTable"),
        ("mediaGroup", "groupId"),
        ("mediaGroup", "groupPrimaryDeviceId"),
    }
)
"""(capability, attribute) of capabilities that carry abilities as well."""


def is_plumbing(capability: str, attribute: str = "") -> bool:
    """Whether it belongs to the platform and not to the device's abilities."""
    if (capability, attribute) in PLUMBING_ATTRIBUTES:
        return True
    return capability in PLUMBING or capability.startswith(PLUMBING_NAMESPACES)


def is_production(capability: str) -> bool:
    """Whether SmartThings defines it itself: names of others begin with a namespace and a dot."""
    return "." not in capability
