"""Tells a test whether the page still waits for a run of its script that a click has asked for.

Streamlit's own mark of a running script appears when the server has answered, so whoever looks right after a click
sees the page of before. What says it surely is what goes over the wire: a run is awaited from the message that asks
for it until one that began later has come to its end.
"""

from __future__ import annotations

import json

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgMetadata, RunIdentity


def _number(message: type, field: str) -> int:
    """Under which number the installed Streamlit sends a field."""
    number: int = message.DESCRIPTOR.fields_by_name[field].number
    return number


_NUMBERS = {
    "RERUN": _number(BackMsg, "rerun_script"),
    "ASKED_FRAGMENT": _number(ClientState, "fragment_id"),
    "METADATA": _number(ForwardMsg, "metadata"),
    "NEW_SESSION": _number(ForwardMsg, "new_session"),
    "FINISHED": _number(ForwardMsg, "script_finished"),
    "RUN": _number(ForwardMsgMetadata, "run"),
    "RUN_ID": _number(RunIdentity, "script_run_id"),
    "RUN_FRAGMENTS": _number(RunIdentity, "fragment_ids"),
    "ENDS": [ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR],
}
WATCH = (
    f"(({{{', '.join(_NUMBERS)}}}) => {{"
    + """
  // The fields of a message by their numbers; of a field that comes several times, the last.
  const fields = bytes => {
    const found = new Map();
    let at = 0;
    const number = () => {
      let value = 0, place = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * place; place *= 128; } while (byte & 128);
      return value; };
    const take = length => bytes.subarray(at, at += length);
    while (at < bytes.length) {
      const tag = number(), kind = tag & 7;
      found.set(Math.floor(tag / 8), kind === 0 ? number() : take(kind === 2 ? number() : kind === 1 ? 8 : 4)); }
    return found; };
  const inside = (message, field) => fields(message.get(field) ?? new Uint8Array());
  let awaited = false, begun = null;
  window.awaitsRun = () => awaited;
  window.WebSocket = class extends window.WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener('message', ({data}) => {
        if (!(data instanceof ArrayBuffer)) return;
        const told = fields(new Uint8Array(data)), run = inside(inside(told, METADATA), RUN);
        if (run.has(RUN_FRAGMENTS)) return;  // a part of the page that draws itself again
        const id = String(run.get(RUN_ID));
        if (told.has(NEW_SESSION)) begun = id;
        if (begun === id && ENDS.includes(told.get(FINISHED))) awaited = false; }); }
    send(data) {
      const sent = data instanceof Uint8Array ? fields(data) : new Map();
      if (sent.has(RERUN) && !inside(sent, RERUN).get(ASKED_FRAGMENT)?.length) { awaited = true; begun = null; }
      super.send(data); } };
"""
    + f"}})({json.dumps(_NUMBERS)})"
)
"""Put into a page before anything of its own."""
IDLE = """call => {
  const idle = !window.awaitsRun() && document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'
      && !document.querySelector('[data-stale=true]');
  if (!idle || window.idleSince?.call !== call) window.idleSince = {call, frames: 0};
  return idle && ++window.idleSince.frames > 2; }"""
"""Whether the script has ended and everything of the run before is gone, as asked for two frames before and since: what
is drawn may itself ask for something in the next. Takes what names the one who waits."""
