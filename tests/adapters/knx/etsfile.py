"""Files as ETS writes them, small."""

import zipfile
from pathlib import Path

NAMESPACE = "http://knx.org/xml/project/23"
PROJECT = f"""<?xml version="1.0" encoding="utf-8"?>
<KNX xmlns="{NAMESPACE}"><Project Id="P-01AB">
<ProjectInformation Name="Haus am See" GroupAddressStyle="ThreeLevel" /></Project></KNX>"""
BODY = f"""<?xml version="1.0" encoding="utf-8"?>
<KNX xmlns="{NAMESPACE}"><Project Id="P-01AB"><Installations><Installation Name="">
<Topology><Area><Line><Segment><DeviceInstance Id="P-01AB-0_DI-1"><ComObjectInstanceRefs>
<ComObjectInstanceRef RefId="O-1" DatapointType="DPST-5-1" Links="GA-4" />
<ComObjectInstanceRef RefId="O-2" DatapointType="DPST-1-1"><Connectors>
<Send GroupAddressRefId="P-01AB-0_GA-9" /></Connectors></ComObjectInstanceRef>
</ComObjectInstanceRefs></DeviceInstance></Segment></Line></Area></Topology>
<Locations><Space Id="P-01AB-0_BP-1" Name="Haus" Type="Building"><Space Name="Küche" Type="Room">
<Function Id="P-01AB-0_F-1" Name="Deckenlicht" Type="FT-6">
<GroupAddressRef Id="r1" RefId="P-01AB-0_GA-1" Role="SwitchOnOff" />
<GroupAddressRef Id="r2" RefId="P-01AB-0_GA-2" Role="InfoOnOff" />
<GroupAddressRef Id="r3" RefId="P-01AB-0_GA-3" Role="DimmingValue" />
<GroupAddressRef Id="r4" RefId="P-01AB-0_GA-4" Role="InfoDimmingValue" />
<GroupAddressRef Id="r5" RefId="P-01AB-0_GA-8" Role="Sperren" />
</Function>
<Function Id="P-01AB-0_F-2" Name="" Type="FT-7">
<GroupAddressRef Id="r6" RefId="P-01AB-0_GA-5" Role="MoveUpDown" />
<GroupAddressRef Id="r7" RefId="P-01AB-0_GA-6" Role="StopStepUpDown" />
<GroupAddressRef Id="r8" RefId="P-01AB-0_GA-7" Role="AbsolutePositionBlindsPercentage" />
</Function></Space></Space></Locations>
<GroupAddresses><GroupRanges><GroupRange Id="P-01AB-0_GR-1" RangeStart="2048" RangeEnd="4095" Name="Licht">
<GroupRange Id="P-01AB-0_GR-2" RangeStart="2048" RangeEnd="2303" Name="EG">
<GroupAddress Id="P-01AB-0_GA-1" Address="2049" Name="Licht schalten" DatapointType="DPST-1-1" />
<GroupAddress Id="P-01AB-0_GA-2" Address="2050" Name="Licht Status" DatapointType="DPST-1-11" />
<GroupAddress Id="P-01AB-0_GA-3" Address="2051" Name="Licht Wert" DatapointType="DPST-5-1" />
<GroupAddress Id="P-01AB-0_GA-4" Address="2052" Name="Licht Wert Status" />
<GroupAddress Id="P-01AB-0_GA-5" Address="2053" Name="Jalousie" DatapointType="DPST-1-8" />
<GroupAddress Id="P-01AB-0_GA-6" Address="2054" Name="Jalousie Stopp" DatapointType="DPST-1-7" />
<GroupAddress Id="P-01AB-0_GA-7" Address="2055" Name="Jalousie Position" DatapointType="DPST-1-1" />
<GroupAddress Id="P-01AB-0_GA-8" Address="2056" Name="Sperre" DatapointType="DPT-1" />
<GroupAddress Id="P-01AB-0_GA-9" Address="2060" Name="Zentral" />
<GroupAddress Id="P-01AB-0_GA-10" Address="2061" Name="" />
</GroupRange></GroupRange></GroupRanges></GroupAddresses>
</Installation></Installations></Project></KNX>"""
XML = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<GroupAddress-Export xmlns="http://knx.org/xml/ga-export/01"><GroupRange Name="Licht" RangeStart="2048" RangeEnd="4095">
<GroupRange Name="EG" RangeStart="2048" RangeEnd="2303">
<GroupAddress Name="Lampe" Address="1/0/1" DPTs="DPST-1-1" />
<GroupAddress Name="Temperatur" Address="1/0/2" DPTs="DPST-9-1" />
</GroupRange></GroupRange></GroupAddress-Export>"""
CSV = """"Main";"Middle";"Sub";"Address";"Central";"Unfiltered";"Description";"DatapointType";"Security"
"Licht";"";"";"1/-/-";"";"";"";"";"Auto"
"";"EG";"";"1/0/-";"";"";"";"";"Auto"
"";"";"Lampe";"1/0/1";"";"";"";"DPST-1-1";"Auto"
"";"";"Temperatur";"1/0/2";"";"";"";"DPST-9-1";"Auto"
"""


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def project(folder: Path, body: str = BODY) -> Path:
    return packed(
        folder / "home.knxproj",
        {"P-01AB.signature": "x", "knx_master.xml": "<KNX/>", "P-01AB/project.xml": PROJECT, "P-01AB/0.xml": body},
    )
