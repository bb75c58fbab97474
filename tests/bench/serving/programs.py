"""A definition of any size: the example's program again and again under other ids, each with a body, directorates and
councillors of its own. (tests/bench/definitions.cc makes the same in memory.)"""

COUNCILLORS = 4  # as many as the example's body has
DIRECTORATES = ("DCPEN", "DPSPEN", "DP")


def write(example, count, folder):
    """`example` is the folder of config/examples/ine; `folder` is made."""
    (folder / "programs").mkdir(parents=True)
    for name in ("agendad.yaml", "non-working-days.yaml"):
        (folder / name).write_text((example / name).read_text())
    (folder / "directory.yaml").write_text(_directory(count))
    program = (example / "programs/cspen-2024.yaml").read_text()
    for number in range(count):
        (folder / f"programs/{number}.yaml").write_text(_numbered(program, number))


def _numbered(program, number):
    changes = [("\nid: cspen-2024\n", f"\nid: cspen{number}-2024\n"), ("\nbody: cspen\n", f"\nbody: cspen{number}\n")]
    changes += [(f"directorate: {code}\n", f"directorate: {code}{number}\n") for code in DIRECTORATES]
    for old, new in changes:
        if old not in program:
            raise ValueError(f"the example has no {old!r} any more")
        program = program.replace(old, new)
    return program


def _directory(count):
    lines = ["revised: 2024-01-01", "bodies:", "  - {id: cg, short: CG, name: Consejo General}",
             "  - {id: jge, short: JGE, name: Junta General Ejecutiva}"]
    numbers = range(count)
    lines += [f"  - {{id: cspen{n}, short: CSPEN{n}, name: Comisión {n}, "
              "headings: [{id: ag, code: AG, name: Asuntos generales}]}" for n in numbers]
    lines.append("directorates:")
    lines += [f"  - {{id: {code.lower()}{n}, code: {code}{n}, name: Dirección {code}{n}}}"
              for n in numbers for code in DIRECTORATES]
    lines.append("councillors:")
    lines += [f"  - {{id: persona{n}-{k}, name: Persona {n}-{k}, memberships: [{{body: cspen{n}}}]}}"
              for n in numbers for k in range(COUNCILLORS)]
    return "\n".join(lines) + "\n"
