"""Capabilities that carry no ability of the device: how the platform identifies, reaches and updates it.

Coverage counts them apart (`MapRow.standard` false), whether they have a place in the schema or not: the list tells
what is counted, not what is mapped.
"""

from typing import Final

_IDENTITY: Final = (  # who made it, which model, which versions it runs: told once, whatever the device does
    "ocf",
    "samsungce.deviceIdentification",
    "samsungce.deviceInfoPrivate",
    "samsungce.driverState",
    "samsungce.driverVersion",
    "samsungce.kitchenDeviceIdentification",
    "samsungce.softwareVersion",
    "samsungvd.deviceCategory",
    "samsungvd.firmwareVersion",
)
_REACH: Final = (  # whether and how often the platform hears of it, and the raw messages under its attributes
    "custom.deviceDependencyStatus",
    "custom.deviceReportStateConfiguration",
    "custom.ocfResourceVersion",
    "execute",
    "healthCheck",
    "refresh",
    "samsungvd.supportsPowerOnByOcf",
    "samsungvd.thingStatus",
)
_LISTS: Final = (  # which capabilities, commands and features the platform or its app shall offer for it
    "custom.disabledCapabilities",
    "custom.disabledComponents",
    "samsungce.availableCapabilities",
    "samsungce.bixbyContent",
    "samsungce.buttonDisplayCondition",
    "samsungce.kitchenDeviceDefaults",
    "samsungce.kitchenModeSpecification",
    "samsungce.quickControl",
    "samsungce.robotCleanerFeatureVisibility",
    "samsungce.unavailableCapabilities",
    "samsungvd.supportsFeatures",
)
_SERVICE: Final = (  # how the maker updates it and registers it with services of its own
    "samsungce.dongleSoftwareInstallation",
    "samsungce.robotCleanerAvpRegistration",
    "samsungce.softwareUpdate",
)

PLUMBING: Final = frozenset((*_IDENTITY, *_REACH, *_LISTS, *_SERVICE))
"""By name."""

PLUMBING_NAMESPACES: Final = ("sec.",)
"""By namespace: joining the network, diagnostics for the maker's cloud."""


PLUMBING_ATTRIBUTES: Final = frozenset(
    {
        ("custom.energyType", "energyType"),  # version of Samsung's energy service
        ("custom.energyType", "notificationTemplateID"),  # of a message in Samsung's app
        ("custom.supportedOptions", "referenceTable"),  # which of Samsung's tables explains the codes
        # which of Samsung's classes of models the codes belong to
        *((f"samsungce.{one}Cycle", "specializedFunctionClassification") for one in ("washer", "dryer", "steamCloset")),
        ("samsungce.dryerCycle", "referenceTable"),
        ("samsungce.steamClosetCycle", "referenceTable"),
        ("samsungce.washerCycle", "referenceTable"),
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
