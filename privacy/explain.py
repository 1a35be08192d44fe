"""The text a resident approves: made from the compiled table, never written by the recipient."""

from typing import Final

from privacy import phrase
from privacy.compiled import Compiled, CompiledOutput
from privacy.consent import separate_needed
from privacy.contract import Bin, Choice, Contract, Count, Form, Measure, Mqtt, Number, Onward, Words
from privacy.envelope import PSEUDONYM_CHARS
from privacy.frames import bytes_a_slot
from schemas.vocabulary import Sensitivity


def explain(compiled: Compiled) -> Words:
    """Say in plain zh and en what leaves, how precise, how often, to whom, what it tells, and how to end it."""
    lines = [
        *_who(compiled.contract),
        *_why(compiled.contract),
        Words(zh=f"您家所选的档位：{compiled.profile.zh}。", en=f"Profile of the home: {compiled.profile.en}."),
        Words(zh="发出的内容：", en="What leaves:"),
        *(_output(output) for output in compiled.outputs),
        *_cadence(compiled),
        *_tells(compiled),
        *_end(compiled),
        *_theirs(compiled.contract),
    ]
    return Words(zh="\n".join(line.zh for line in lines), en="\n".join(line.en for line in lines))


def _who(contract: Contract) -> list[Words]:
    to = contract.recipient
    roles = {"processor": Words(zh="受托处理者", en="processor"), "handler": Words(zh="独立处理者", en="handler")}
    role = roles[to.role]
    sink = contract.sink
    way = "MQTT" if isinstance(sink, Mqtt) else "HTTPS"
    countries = ", ".join(to.countries_of_storage)
    lines = [
        Words(
            zh=f"接收方：{to.legal_name}（{role.zh}），联系方式：{to.contact}。",
            en=f"Recipient: {to.legal_name} ({role.en}), contact: {to.contact}.",
        ),
        Words(
            zh=f"发往 {sink.host}:{sink.port}（{way}），位于 {to.country_of_sink}；存储于 {countries}。",
            en=f"Sent to {sink.host}:{sink.port} ({way}) in {to.country_of_sink}; stored in {countries}.",
        ),
    ]
    if to.affiliates:
        names = ", ".join(to.affiliates)
        lines.append(Words(zh=f"关联公司：{names}。", en=f"Affiliates: {names}."))
    return [*lines, *(_onward(one) for one in to.onward)]


def _onward(one: Onward) -> Words:
    return Words(
        zh=f"再提供给：{one.legal_name}（{one.country}），接收方所述原因：“{one.why}”。",
        en=f"Handed on to: {one.legal_name} ({one.country}), because, it says: “{one.why}”.",
    )


def _why(contract: Contract) -> list[Words]:
    purpose, basis = phrase.PURPOSES[contract.purpose], phrase.BASES[contract.lawful_basis]
    return [
        Words(
            zh=f"目的：{purpose.zh}。接收方所称的依据：{basis.zh}；没有您的同意，什么也不发出。",
            en=f"Purpose: {purpose.en}. Ground the recipient names: {basis.en}; without your consent nothing is sent.",
        )
    ]


def _output(output: CompiledOutput) -> Words:
    spec, window = output.spec, phrase.duration(output.window.seconds)
    measure = phrase.MEASURES[output.window.measure]
    of_state = f" “{output.window.state}”" if output.window.measure is Measure.DUTY else ""
    form, scope, label = _form(output.form, output), _scope(output), phrase.SENSITIVITIES[output.sensitivity]
    level = Words(zh=f"S{int(output.sensitivity)} {label.zh}", en=f"S{int(output.sensitivity)} {label.en}")
    zh, en = spec.zh or spec.name, spec.en or spec.name
    former = _former(output)
    return Words(
        zh=f"- {output.name}：{scope.zh}“{zh}”{of_state}每 {window.zh}的{measure.zh}，{form.zh}"
        f"（{level.zh}）。{former.zh}",
        en=f"- {output.name}: {measure.en}{of_state} of “{en}”{scope.en} for every {window.en}, {form.en} "
        f"({level.en}).{former.en}",
    )


def _former(output: CompiledOutput) -> Words:
    """Say both names of a property that the contract calls by a former one."""
    source, spec = output.input, output.spec
    was, now = f"{source.capability}/{source.property}", f"{spec.capability}/{spec.name}"
    if was == now:
        return Words(zh="", en="")
    return Words(zh=f"合同里称为 {was}，现在是 {now}。", en=f" The contract calls it {was}; today it is {now}.")


def _scope(output: CompiledOutput) -> Words:
    source = output.input
    if source.alias:
        return Words(zh=f"您指定为“{source.alias}”的设备的", en=f" of the devices you bind to “{source.alias}”")
    if source.device_type:
        return Words(
            zh=f"批准时家中全部 {source.device_type} 类设备的",
            en=f" of every {source.device_type} there is when you approve",
        )
    return Words(zh="批准时家中全部具备它的设备的", en=" of every device that has it when you approve")


def _form(form: Form, output: CompiledOutput) -> Words:
    match form:
        case Number():
            unit = phrase.unit(form.unit)
            low, high, step = (f"{one:g}" for one in (form.minimum, form.maximum, form.step))
            return Words(
                zh=f"从 {low} 到 {high} {unit.zh}，每 {step} {unit.zh}一级".replace(" ，", "，"),
                en=f"from {low} to {high} {unit.en} in steps of {step} {unit.en}".replace("  ", " ").rstrip(),
            )
        case Count():
            return Words(zh=f"最多 {form.maximum} 次", en=f"at most {form.maximum}")
        case Choice():
            edges = [f"{edge:g}" for step in output.steps if isinstance(step, Bin) for edge in step.edges]
            at = (
                Words(zh=f"，分界 {', '.join(edges)}", en=f", divided at {', '.join(edges)}")
                if edges
                else Words(zh="", en="")
            )
            listed = ", ".join(form.values)
            return Words(zh=f"只会是：{listed}{at.zh}", en=f"only one of: {listed}{at.en}")


def _cadence(compiled: Compiled) -> list[Words]:
    contract = compiled.contract
    slot, wait = phrase.duration(compiled.slot_s), phrase.duration(contract.retention.outbox_s)
    size = bytes_a_slot(contract, "0" * PSEUDONYM_CHARS)
    return [
        Words(
            zh=f"每 {slot.zh}发出一次，每次都正好 {size} 字节，无论有没有内容；离线时最多等待 {wait.zh}，之后丢弃。",
            en=f"Sent once every {slot.en}, always exactly {size} bytes, whether there is something to tell or not; "
            f"while offline it waits for at most {wait.en} and is then dropped.",
        ),
        Words(
            zh=f"上限：每周 {compiled.bits_a_week:.1f} 比特，每年 {compiled.bits_a_year:.0f} 比特。",
            en=f"Upper bound: {compiled.bits_a_week:.1f} bits a week, {compiled.bits_a_year:.0f} bits a year.",
        ),
    ]


def _tells(compiled: Compiled) -> list[Words]:
    lines = [ADDRESS]
    if any(output.meter or output.window.measure is Measure.SUM for output in compiled.outputs):
        lines.append(ABSENCE)
    if any(output.sensitivity is Sensitivity.BEHAVIOUR for output in compiled.outputs):
        lines.append(LINKAGE)
    return [*lines, DEMONSTRATION] if compiled.profile.demonstration else lines


ADDRESS: Final = Words(
    zh="接收方仍能看到您家的互联网地址，并据此把各次发送联系起来。",
    en="The recipient still sees your home's internet address and can link what is sent by it.",
)
ABSENCE: Final = Words(
    zh="准确的总量会显示家里有几天没有人：在 16 个模拟家庭的试验中，按周的总量几乎总能看出三天以上的外出。",
    en="Exact totals show days on which nobody is at home: in trials with 16 synthetic homes weekly totals nearly "
    "always showed three days.",
)
LINKAGE: Final = Words(
    zh="更换代号也不足以隐藏一个家：在同样的试验中，四周的按周总量在十次中约四次认出同一个家，半年则七次以上。",
    en="A new pseudonym does not hide a home: in the same trials four weeks of weekly totals recognised it "
    "in about four cases of ten, half a year in more than seven.",
)
DEMONSTRATION: Final = Words(
    zh="这是演示：窗口短到能看出家里的活动，只用于模拟的家。",
    en="This is a demonstration: windows so short show what goes on in a home; for a simulated home only.",
)


def _end(compiled: Compiled) -> list[Words]:
    contract = compiled.contract
    days, rights = contract.retention.recipient_days, contract.rights
    command = f"hutong contracts withdraw {contract.name}"
    lines = [
        Words(
            zh=f"接收方保存 {days} 天。查阅：{rights.access}；删除：{rights.deletion}。",
            en=f"The recipient keeps it for {days} days. To see it: {rights.access}; to delete it: {rights.deletion}.",
        ),
        Words(
            zh=f"到 {contract.expires} 为止。您随时可以撤回：{command}；撤回后不再发出任何内容。",
            en=f"It ends on {contract.expires}. You can withdraw at any time: {command}; then nothing more is sent.",
        ),
    ]
    if needed := sorted(separate_needed(compiled)):
        zh = "、".join(phrase.SEPARATE[one].zh for one in needed)
        en = ", ".join(phrase.SEPARATE[one].en for one in needed)
        lines.append(Words(zh=f"需要另外单独同意：{zh}。", en=f"Needs your separate consent to: {en}."))
    return lines


def _theirs(contract: Contract) -> list[Words]:
    return [
        Words(zh=f"接收方自己的话：“{contract.words.zh}”", en=f"In the recipient's own words: “{contract.words.en}”"),
        Words(
            zh=f"接收方所述的必要性：“{contract.necessity}”",
            en=f"Why the recipient says it is needed: “{contract.necessity}”",
        ),
    ]
