// What a program in TypeScript may and may not write; each line marked as an error must be one.
import type {
  Capabilities, Commands, DeviceType, DoorLock_LockState, Events, Hazard, Outcome, Thermostat, Update,
} from "../../../../schemas/published/hutong";

const thermostat: Thermostat = { heatingSetpoint: 21.5, coolingSetpoint: null };
// @ts-expect-error a number is never text
thermostat.heatingSetpoint = "21.5";
// @ts-expect-error a misspelt property is told
thermostat.heatSetpoint = 21.5;
// @ts-expect-error what cannot be written is read-only
thermostat.localTemperature = 20;

const known: DoorLock_LockState = "locked";
const foreign: DoorLock_LockState = "vendor:half-turned";
// @ts-expect-error a word that is neither known nor foreign
const neither: DoorLock_LockState = "Locked";

const raise: Commands["thermostat"]["setpointRaiseLower"]["arguments"] = { amount: 0.5 };
// @ts-expect-error the argument is required
const nothing: Commands["thermostat"]["setpointRaiseLower"]["arguments"] = {};

const kind: DeviceType = "airPurifier";
// @ts-expect-error there is no such device type
const noKind: DeviceType = "teleporter";
const hazard: Hazard = "motion-person";

function told(update: Update): string {
  switch (update.type) {
    case "DeviceDescribed": return update.device.key;
    case "PropertiesReported": return update.changes.map(([index, value]) => `${index}=${value}`).join();
    case "FaultReported": return update.reason;
    // @ts-expect-error a record that does not exist
    case "DeviceVanished": return "";
    default: return update.type;
  }
}

function retried(outcome: Outcome): boolean {
  // @ts-expect-error only some outcomes tell whether to retry
  void outcome.retry;
  return outcome.type === "Failed" && outcome.retry === true;
}

type Every = { [name in keyof Capabilities]: [Capabilities[name], Commands[name], Events[name]] };
export type { Every };
export { foreign, hazard, kind, known, neither, noKind, nothing, raise, retried, told };
