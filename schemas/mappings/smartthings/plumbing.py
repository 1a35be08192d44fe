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
        "samsungce.deviceIdentification",
        "samsungce.deviceInfoPrivate",
        "samsungce.dongleSoftwareInstallation",
        "samsungce.driverState",
        "samsungce.driverVersion",
        "samsungce.kitchenDeviceDefaults",
        "samsungce.kitchenDeviceIdentification",
        "samsungce.kitchenModeSpecification",
        "samsungce.quickControl",
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


def is_plumbing(capability: str) -> bool:
    """Whether it belongs to the platform and not to the device's abilities."""
    return capability in PLUMBING or capability.startswith(PLUMBING_NAMESPACES)
