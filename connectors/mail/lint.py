"""What is wrong with a mail template before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from connectors.mail.contexts import KINDS, kind_of
from connectors.mail.rendering import SUFFIX, TEMPLATES, Renderer, Unrenderable


def problems_in_mail_templates(folders: Sequence[Path] = (TEMPLATES,)) -> list[str]:
    """What is wrong with the mail templates: unknown words, with what was probably meant; what does not render."""
    from jinja2 import TemplateError, TemplateSyntaxError, nodes

    renderer, found = Renderer(folders), []
    for name in sorted(set(renderer.names()) | set(KINDS)):
        kind, file = kind_of(name), f"templates/mails/{name}{SUFFIX}"
        environment = renderer.environment("teks")
        try:
            source = (
                environment.loader.get_source(environment, name + SUFFIX)[0] if environment.loader else ""
            )
            tree = environment.parse(source)
        except TemplateError as fault:
            line = f", line {fault.lineno}" if isinstance(fault, TemplateSyntaxError) else ""
            found.append(f"{file}{line}: {type(fault).__name__}: {fault}; mend the text there")
            continue
        known = kind.known_words | set(environment.globals) | {"caller", "loop"}
        known |= {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name not in known:
                near = get_close_matches(node.name, sorted(known), n=1)
                hint = f" Did you mean «{near[0]}»?" if near else ""
                found.append(f"{file} asks for «{node.name}», which this mail does not have.{hint}")
        try:
            renderer.render(kind, kind.sample)
        except Unrenderable as fault:
            found.append(str(fault))
    return list(dict.fromkeys(found))
