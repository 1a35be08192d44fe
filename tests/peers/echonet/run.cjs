// Runs one node of echonet-lite: `node run.cjs LIBRARY ADDRESS NUMBER KIND…`. Needs echonet-lite 2.16.2 and date-utils.
//
// NUMBER is the unique part of its identification number, 13 bytes as digits. Reads lines: `set EOJ EPC DIGITS` (as if
// somebody did it at the device; announced where the object announces it), `refuse EOJ EPC` (it has it no more),
// `instances KIND…` (it has other objects now, and says so). Writes lines: `ready`, `told EOJ ESV EPC=DIGITS …` for
// everything that is set, and `done …` for each line that it read.
"use strict";

const dgram = require("dgram");
const readline = require("readline");

const [library, address, number, ...kinds] = process.argv.slice(2);
const PORT = 3610;
const GROUP = "224.0.23.0";

// The library binds 3610 for all addresses. Here each node has one of its own, as on a machine of its own, so that
// several live beside a controller; what is sent to the group comes through a second socket.
const plain = dgram.createSocket;
dgram.createSocket = (options, heard) => {
  const one = plain(options, heard);
  const bind = one.bind.bind(one);
  one.bind = (where, ...rest) => {
    if (where === null || typeof where !== "object" || where.port !== PORT) return bind(where, ...rest);
    const group = plain(options, heard);
    group.bind({ address: GROUP, port: PORT }, () => group.addMembership(GROUP, address));
    one.addMembership = () => {};
    return bind({ address, port: PORT }, ...rest);
  };
  return one;
};

const EL = require(library);

const bytes = (digits) => [...Buffer.from(digits, "hex")];
const digits = (data) => Buffer.from(data).toString("hex");
const text = (word) => digits(Buffer.from(word.padEnd(12, "\0"), "latin1"));
const SUPER = {
  "80": "30", "81": "08", "82": "00005201", "83": `fe000077${number}`, "88": "42", "8a": "000077",
};

// What can be set, what is announced, and what all properties are at first.
const KINDS = {
  "air-conditioner": {
    eoj: "013001",
    set: "80 81 8f a0 a3 b0 b2 b3",
    inf: "80 81 88 8f a0 b0",
    is: {
      "84": "01f4", "85": "0000c350", "8c": text("KT-AC1"), "8d": text("A0001"), "8f": "42",
      a0: "41", a3: "31", b0: "42", b2: "41", b3: "1a", b9: "0017", ba: "32", bb: "1b", be: "fb", f0: "0102",
    },
  },
  "water-heater": {
    eoj: "026b01",
    set: "80 b0 b3 d3 e3",
    inf: "80 88 b0 b2 c3",
    is: { b0: "41", b2: "41", b3: "37", c0: "41", c1: "3c", c2: "02000000", c3: "42", d3: "2a", e1: "012c", e2: "0172", e3: "42" },
  },
  "instant-water-heater": {
    eoj: "027201",
    set: "80 d1 e1 e3",
    inf: "80 88 d0",
    is: { d0: "42", d1: "28", e1: "29", e3: "42" },
  },
  "floor-heating": {
    eoj: "027b01",
    set: "80 e0",
    inf: "80 88",
    is: { "84": "0258", e0: "1c", e2: "15", e3: "19", e9: "05dc" },
  },
  solar: {
    eoj: "027901",
    set: "",
    inf: "80 88",
    is: { e0: "0b1f", e1: "0098967f", e8: "1388" },
  },
  battery: {
    eoj: "027d01",
    set: "80 a6 a7 da",
    inf: "80 88 cf da",
    is: {
      a6: "5a", a7: "14", c8: "00000000000007d0", c9: "00000000000007d0", cf: "43", d0: "00002710",
      d3: "fffffc18", d4: "ff9c", d5: "00c8", d6: "000f4240", d8: "00124f80", da: "46", db: "00",
      e2: "00001770", e4: "3c", e5: "62",
    },
  },
  "smart-meter": {
    eoj: "028801",
    set: "",
    inf: "80 88",
    is: { d3: "00000001", d7: "06", e0: "0001e240", e1: "01", e3: "00003039", e7: "fffffe0c", e8: "00170022", ea: "07ea0b160930000001e240" },
  },
  "distribution-board": {
    eoj: "028701",
    set: "",
    inf: "80 88",
    is: { b0: "3c", c0: "00001000", c1: "00000010", c2: "02", c6: "000003e8", c7: "00320028", c8: "03e803ea" },
  },
  light: {
    eoj: "029001",
    set: "80 b0 b6 c0",
    inf: "80 88",
    is: { "80": "31", b0: "32", b6: "45", c0: "ff8800" },
  },
  "plain-light": {
    eoj: "029101",
    set: "80 b0",
    inf: "80 88 b0",
    is: { b0: "64" },
  },
};

const map = (codes) => {
  const all = codes.map((epc) => parseInt(epc, 16)).sort((a, b) => a - b);
  if (all.length < 16) return [all.length, ...all];
  const rows = new Array(16).fill(0);
  for (const epc of all) rows[epc % 16] |= 1 << (Math.floor(epc / 16) - 8);
  return [all.length, ...rows];
};
const words = (line) => line.split(" ").filter((word) => word !== "");

const devices = {};
const settable = {};
const announced = {};
const make = (kind) => {
  const made = KINDS[kind];
  const told = { ...SUPER, ...made.is };
  const device = Object.fromEntries(Object.entries(told).map(([epc, data]) => [epc, bytes(data)]));
  device["9d"] = map(words(made.inf));
  device["9e"] = map(words(made.set));
  device["9f"] = map([...Object.keys(told), "9d", "9e", "9f"]);
  devices[made.eoj] = device;
  settable[made.eoj] = new Set(words(made.set));
  announced[made.eoj] = new Set(words(made.inf));
  return made.eoj;
};

const say = (...said) => process.stdout.write(`${said.join(" ")}\n`);

const take = (rinfo, els) => {
  const told = Object.entries(els.DETAILs).map(([epc, data]) => `${epc}=${data}`);
  say("told", els.DEOJ, els.ESV, ...told);
  const device = devices[els.DEOJ] ?? {};
  for (const [epc, data] of Object.entries(els.DETAILs)) {
    // The library sets what it knows of air conditioners by itself, and says yes to the rest.
    const knows = els.DEOJ.startsWith("0130") && ["80", "81", "8f", "b0", "b3", "a0"].includes(epc);
    if (!knows && device[epc] && settable[els.DEOJ].has(epc)) device[epc] = bytes(data);
  }
  EL.replySetDetail(rinfo, els, devices);
};

const hear = (rinfo, els, error) => {
  if (error) say("error", error.message);
  else if (els.ESV === EL.GET && devices[els.DEOJ]) EL.replyGetDetail(rinfo, els, devices);
  else if ((els.ESV === EL.SETC || els.ESV === EL.SETI) && devices[els.DEOJ]) take(rinfo, els);
};

const announce = (eoj, epc, data) => EL.sendOPC1(GROUP, eoj, EL.NODE_PROFILE_OBJECT, EL.INF, epc, data);

const list = (objects) => {
  const listed = [objects.length, ...objects.flatMap((eoj) => bytes(eoj))];
  EL.Node_details.d3 = [0, 0, objects.length];
  EL.Node_details.d5 = listed;
  EL.Node_details.d6 = listed;
  announce(EL.NODE_PROFILE_OBJECT, "d5", listed);
};

const obey = (line) => {
  const [word, eoj, epc, data] = words(line);
  if (word === "set") {
    devices[eoj][epc] = bytes(data);
    if (announced[eoj].has(epc)) announce(eoj, epc, devices[eoj][epc]);
  } else if (word === "refuse") {
    delete devices[eoj][epc];
  } else if (word === "instances") {
    list(words(line).slice(1).map(make));
  }
  say("done", line);
};

const main = async () => {
  const objects = kinds.map(make);
  await EL.initialize(objects, hear, 4, { v4: address, ignoreMe: false, autoGetProperties: false });
  EL.Node_details["83"] = bytes(`fe000077${number}`);
  say("ready");
  readline.createInterface({ input: process.stdin }).on("line", obey);
};

main();
