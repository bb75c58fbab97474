"""A commission's year as a story: what is done, and what `agendad diff` has to tell of it before anybody sees it.

The lines of `tells` are diff's own, without repetition: before each, by how much SEQUENCE rises (nothing for what is new to all
feeds or gone from them); behind it, the feeds that tell it. What is indented goes on from the line above, and "3× new …" is three lines that begin so.
The year is node.YEAR.
"""
from typing import Callable, NamedTuple

ITEMS = ("actas-sesiones", "cambios-adscripcion", "certamen-interno-plazas", "evaluacion-dictamen-ople", "metas-cambios-ine",
         "capacitacion-informe", "malla-curricular", "siispen-avance", "incentivos-ine", "lineamientos-ascenso")
COUNCILLORS = ("rita-bell-lopez-vences", "uuc-kib-espadas-ancona", "jose-martin-fernando-faz-mora", "beatriz-claudia-zavala-perez")
DIRECTORY = "directory.yaml"
PROGRAM = "programs/cspen-2024.yaml"
LINK = "https://reunion.example.org/cspen"  # no public feed may tell it


class Step(NamedTuple):
    name: str
    act: Callable  # of the Office
    tells: str
    renames: dict = {}  # {a feed's new id: that at first}
    hides: str = ""  # the feed that becomes private


def command(*arguments):
    return lambda office: office.good(*arguments)


def edited(file, *changes):
    def act(office):
        for old, new in changes:
            office.edit_text(file, old, new)
    return act


def since(role, day="2023-09-08", until=None):
    """A line of a councillor's memberships."""
    return f"      - {{body: cspen, role: {role}, from: {day}{f', until: {until}' if until else ''}}}\n"


# Before anything is published.
START = edited(PROGRAM, ("\nrevised:", "\nstatus: draft\ndraft-feeds: [cspen, dcpen]\nrevised:"))

STEPS = [
    Step("the program is approved", edited(PROGRAM, ("status: draft", "status: approved")), """
+1 4× retitled CSPEN · Sesión ordinaria de … (tentativa): … (before: Por aprobar: CSPEN · Sesión …) | cspen dcpen
+1 2× confirmed CSPEN · Plazas del Certamen Interno de Ascenso 2024: … (before: Por aprobar: …) | cspen dcpen
+1 28× confirmed CSPEN · … (before: Por aprobar: CSPEN · …) | cspen
+1 12× confirmed CSPEN · DCPEN, …: 1 asunto si hay casos: … (before: Por aprobar: …) | dcpen
   gone Sin eventos por ahora: 2024-09-30 | everybody -cspen -dcpen
+1 4× new CSPEN · Sesión ordinaria de … | everybody -cspen -dcpen
+1 4× new CSPEN · Actas de las sesiones de la Comisión: … | cspen-ag
+1 new CSPEN · Lineamientos de ascenso y certamen interno: reformas: 2036-10-31 | cspen-unassigned
   4× new CSPEN · DP, …: 1 asunto si hay casos: … | dp
   4× new CSPEN · Faltan … | dcpen
   4× new CSPEN · Faltan … | dp
   8× new CSPEN · Faltan … | dpspen
+1 3× new CSPEN · … | dp
+1 4× new CSPEN · … | dpspen
   12× new CSPEN · …: … | councillors
"""),
    Step("the first session is convened",
         command("convene", "ordinaria-1", "2036-03-13 10:00", "--duration", "2h", "--place", "Sala 1", "--link",
                 LINK), """
+1 moved CSPEN · Actas de las sesiones de la Comisión: 2036-03-10 -> 2036-03-13 | cspen cspen-ag
+1 moved CSPEN · Si hay casos: Metas INE 2023-2024: incorporar, modificar o eliminar: 2036-03-10 -> 2036-03-13 | cspen
+1 moved CSPEN · Dictamen OPLE: evaluación del desempeño 2022-2023: 2036-03-10 -> 2036-03-13 | cspen dp
+1 moved CSPEN · Avance de la malla curricular 2025: 2036-03-10 -> 2036-03-13 | cspen dp
+1 moved CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-03-10 -> 2036-03-13 | cspen
+1 moved CSPEN · Sesión ordinaria de marzo: 2036-03-10 to 2036-03-14 -> 2036-03-13 16:00 to 18:00 UTC
        (before: CSPEN · Sesión ordinaria de marzo (tentativa)) | everybody
+1 moved CSPEN · DCPEN, marzo: 1 asunto si hay casos: 2036-03-10 -> 2036-03-13 | dcpen
+1 moved CSPEN · DP, marzo: 1 asunto si hay casos: 2036-03-10 -> 2036-03-13 | dp
+1 reworded CSPEN · marzo: 3 asuntos (+2 condicionados): 2036-03-03 | councillors
+1 moved CSPEN · Faltan 10 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-02-25 -> 2036-02-28 | dp
+1 moved CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-05 -> 2036-03-10 | dp
"""),
    Step("it is put off by a week", command("postpone", "ordinaria-1", "2036-03-20 10:00", "--because", "falta de quórum"), """
+1 moved CSPEN · Actas de las sesiones de la Comisión: 2036-03-13 -> 2036-03-20 | cspen cspen-ag
+1 moved CSPEN · Si hay casos: Metas INE 2023-2024: incorporar, modificar o eliminar: 2036-03-13 -> 2036-03-20 | cspen
+1 moved CSPEN · Dictamen OPLE: evaluación del desempeño 2022-2023: 2036-03-13 -> 2036-03-20 | cspen dp
+1 moved CSPEN · Avance de la malla curricular 2025: 2036-03-13 -> 2036-03-20 | cspen dp
+1 moved CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-03-13 -> 2036-03-20 | cspen
+1 moved CSPEN · Sesión ordinaria de marzo: 2036-03-13 16:00 to 18:00 UTC -> 2036-03-20 16:00 to 18:00 UTC | everybody
+1 moved CSPEN · DCPEN, marzo: 1 asunto si hay casos: 2036-03-13 -> 2036-03-20 | dcpen
+1 moved CSPEN · DP, marzo: 1 asunto si hay casos: 2036-03-13 -> 2036-03-20 | dp
+1 reworded CSPEN · marzo: 3 asuntos (+2 condicionados): 2036-03-03 | councillors
+1 moved CSPEN · Faltan 10 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-02-28 -> 2036-03-05 | dp
+1 moved CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-10 -> 2036-03-14 | dp
"""),
    Step("and again, to a week", command("postpone", "ordinaria-1", "--week", "4", "--month", "mar", "--by", "la Presidencia"), """
+1 moved CSPEN · Actas de las sesiones de la Comisión: 2036-03-20 -> 2036-03-24 | cspen cspen-ag
+1 moved CSPEN · Si hay casos: Metas INE 2023-2024: incorporar, modificar o eliminar: 2036-03-20 -> 2036-03-24 | cspen
+1 moved CSPEN · Dictamen OPLE: evaluación del desempeño 2022-2023: 2036-03-20 -> 2036-03-24 | cspen dp
+1 moved CSPEN · Avance de la malla curricular 2025: 2036-03-20 -> 2036-03-24 | cspen dp
+1 moved CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-03-20 -> 2036-03-24 | cspen
+1 moved CSPEN · Sesión ordinaria de marzo (tentativa): 2036-03-20 16:00 to 18:00 UTC -> 2036-03-24 to 2036-03-28
        (before: CSPEN · Sesión ordinaria de marzo) | everybody
+1 moved CSPEN · DCPEN, marzo: 1 asunto si hay casos: 2036-03-20 -> 2036-03-24 | dcpen
+1 moved CSPEN · DP, marzo: 1 asunto si hay casos: 2036-03-20 -> 2036-03-24 | dp
+1 reworded CSPEN · marzo: 3 asuntos (+2 condicionados): 2036-03-03 | councillors
+1 moved CSPEN · Faltan 10 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-05 -> 2036-03-07 | dp
+1 moved CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-14 -> 2036-03-19 | dp
"""),
    Step("it is convened at last", command("convene", "ordinaria-1", "2036-03-27 12:00"), """
+1 moved CSPEN · Actas de las sesiones de la Comisión: 2036-03-24 -> 2036-03-27 | cspen cspen-ag
+1 moved CSPEN · Si hay casos: Metas INE 2023-2024: incorporar, modificar o eliminar: 2036-03-24 -> 2036-03-27 | cspen
+1 moved CSPEN · Dictamen OPLE: evaluación del desempeño 2022-2023: 2036-03-24 -> 2036-03-27 | cspen dp
+1 moved CSPEN · Avance de la malla curricular 2025: 2036-03-24 -> 2036-03-27 | cspen dp
+1 moved CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-03-24 -> 2036-03-27 | cspen
+1 moved CSPEN · Sesión ordinaria de marzo: 2036-03-24 to 2036-03-28 -> 2036-03-27 18:00 to 20:00 UTC
        (before: CSPEN · Sesión ordinaria de marzo (tentativa)) | everybody
+1 moved CSPEN · DCPEN, marzo: 1 asunto si hay casos: 2036-03-24 -> 2036-03-27 | dcpen
+1 moved CSPEN · DP, marzo: 1 asunto si hay casos: 2036-03-24 -> 2036-03-27 | dp
+1 reworded CSPEN · marzo: 3 asuntos (+2 condicionados): 2036-03-03 | councillors
+1 moved CSPEN · Faltan 10 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-07 -> 2036-03-12 | dp
+1 moved CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado: 2036-03-19 -> 2036-03-24 | dp
"""),
    Step("it is held", command("hold", "ordinaria-1"), """
+1 reworded CSPEN · Sesión ordinaria de marzo: 2036-03-27 18:00 to 20:00 UTC | everybody
"""),
    Step("an item is done", command("mark", "evaluacion-dictamen-ople", "2036-03", "done", "--on", "2036-03-27"), """
+1 retitled CSPEN · Cumplido: Dictamen OPLE: evaluación del desempeño 2022-2023: 2036-03-27
        (before: CSPEN · Dictamen OPLE: evaluación del desempeño 2022-2023) | cspen dp
+0 reworded CSPEN · Sesión ordinaria de marzo: 2036-03-27 18:00 to 20:00 UTC | everybody
+1 reworded CSPEN · marzo: 3 asuntos (+2 condicionados): 2036-03-03 | councillors
+1 retitled CSPEN · Faltan 10 días hábiles: 1 asunto firme, 1 condicionado: 2036-03-12
        (before: CSPEN · Faltan 10 días hábiles: 2 asuntos firmes, 1 condicionado) | dp
+1 retitled CSPEN · Faltan 3 días hábiles: 1 asunto firme, 1 condicionado: 2036-03-24
        (before: CSPEN · Faltan 3 días hábiles: 2 asuntos firmes, 1 condicionado) | dp
"""),
    Step("a condition is met", command("mark", "cambios-adscripcion", "2036-03", "met", "--by", "DCPEN"), """
+1 retitled CSPEN · Cambios de adscripción y rotación: 2036-03-27
        (before: CSPEN · Si hay casos: Cambios de adscripción y rotación) | cspen
+0 reworded CSPEN · Sesión ordinaria de marzo: 2036-03-27 18:00 to 20:00 UTC | everybody
   gone CSPEN · DCPEN, marzo: 1 asunto si hay casos: 2036-03-27 | dcpen
+1 new CSPEN · Cambios de adscripción y rotación: 2036-03-27 | dcpen
+1 retitled CSPEN · marzo: 4 asuntos (+1 condicionado): 2036-03-03
        (before: CSPEN · marzo: 3 asuntos (+2 condicionados)) | councillors
   new CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-03-12 | dcpen
   new CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-03-24 | dcpen
"""),
    Step("there was no case in April", command("mark", "cambios-adscripcion", "2036-04", "not-applicable"), """
+1 cancelled CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-04-30 | cspen
   gone CSPEN · DCPEN, abril: 1 asunto si hay casos: 2036-04-30 | dcpen
+1 retitled CSPEN · abril: 1 asunto: 2036-04-01 (before: CSPEN · abril: 1 asunto (+1 condicionado)) | councillors
"""),
    Step("an item moves to April", command("mark", "malla-curricular", "2036-03", "moved:2036-04"), """
+0 reworded CSPEN · Sesión ordinaria de marzo: 2036-03-27 18:00 to 20:00 UTC | everybody
+1 moved CSPEN · Avance de la malla curricular 2025: 2036-03-27 -> 2036-04-30 | cspen dp
+1 retitled CSPEN · marzo: 3 asuntos (+1 condicionado): 2036-03-03
        (before: CSPEN · marzo: 4 asuntos (+1 condicionado)) | councillors
+1 retitled CSPEN · abril: 2 asuntos: 2036-04-01 (before: CSPEN · abril: 1 asunto) | councillors
   gone CSPEN · Faltan 10 días hábiles: 1 asunto firme, 1 condicionado: 2036-03-12 | dp
   gone CSPEN · Faltan 3 días hábiles: 1 asunto firme, 1 condicionado: 2036-03-24 | dp
   new CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-04-16 | dp
   new CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-04-25 | dp
"""),
    Step("an urgent session is called for it",
         command("convene", "urgente-1", "2036-04-22 17:00", "--type", "urgent", "--duration", "45min", "--item",
                 "malla-curricular"), """
   new CSPEN · Sesión extraordinaria urgente de abril: 2036-04-22 23:00 to 23:45 UTC | everybody
+0 reworded CSPEN · abril: 2 asuntos: 2036-04-01 | councillors
"""),
    Step("an item is withdrawn",
         command("mark", "capacitacion-informe", "2036-05", "withdrawn", "--because", "se integra a otro", "--by", "DP"), """
+1 cancelled CSPEN · Mecanismo de capacitación: informe 2023: 2036-05-30 | cspen dp
+1 retitled CSPEN · mayo: sin asuntos firmes (+1 condicionado): 2036-05-02
        (before: CSPEN · mayo: 1 asunto (+1 condicionado)) | councillors
   gone CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-05-16 | dp
   gone CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-05-27 | dp
"""),
    Step("which was a mistake", command("mark", "capacitacion-informe", "2036-05", "--undo"), """
+1 new CSPEN · Mecanismo de capacitación: informe 2023: 2036-05-30 | cspen dp
+1 retitled CSPEN · mayo: 1 asunto (+1 condicionado): 2036-05-02
        (before: CSPEN · mayo: sin asuntos firmes (+1 condicionado)) | councillors
   new CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-05-16 | dp
   new CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-05-27 | dp
"""),
    Step("the second session is cancelled", command("cancel", "ordinaria-2"), """
+1 cancelled CSPEN · Sesión ordinaria de junio (tentativa): 2036-06-16 to 2036-06-20 | everybody
+1 moved CSPEN · Si hay casos: Metas INE 2023-2024: incorporar, modificar o eliminar: 2036-06-16 -> 2036-06-30 | cspen
+1 moved CSPEN · Actas de las sesiones de la Comisión: 2036-06-16 -> 2036-06-30 | cspen cspen-ag
+1 moved CSPEN · Si hay casos: Cambios de adscripción y rotación: 2036-06-16 -> 2036-06-30 | cspen
+1 moved CSPEN · DCPEN, junio: 1 asunto si hay casos: 2036-06-16 -> 2036-06-30 | dcpen
+1 moved CSPEN · DP, junio: 1 asunto si hay casos: 2036-06-16 -> 2036-06-30 | dp
+1 reworded CSPEN · junio: 1 asunto (+2 condicionados): 2036-06-02 | councillors
"""),
    Step("the reason is told later", command("cancel", "ordinaria-2", "--because", "sin asuntos"), """
+0 reworded Cancelado: CSPEN · Sesión ordinaria de junio: 2036-06-16 to 2036-06-20 | everybody
"""),
    Step("a directorate is renamed",
         edited(DIRECTORY, ("  - id: dpspen\n    code: DPSPEN\n",
                            "  - id: dps\n    formerly: [dpspen]\n    code: DPS\n    aliases: [DPSPEN]\n")), """
   feed dps (DPS · Dirección de Planeación SPEN), before: dpspen (DPSPEN · Dirección de Planeación SPEN) | dpspen
+0 reworded CSPEN · Avance del Plan SIISPEN 2024: 2036-04-30 | cspen dpspen
+0 reworded CSPEN · Avance del Plan SIISPEN 2024: 2036-07-31 | cspen dpspen
+0 reworded CSPEN · Incentivos INE 2023: otorgamiento: 2036-09-08 | cspen dpspen
+0 reworded CSPEN · Sesión ordinaria de septiembre (tentativa): 2036-09-08 to 2036-09-12 | everybody
+0 reworded CSPEN · Avance del Plan SIISPEN 2024: 2036-10-31 | cspen dpspen
+0 reworded CSPEN · abril: 2 asuntos: 2036-04-01 | councillors
+0 reworded CSPEN · julio: 1 asunto (+1 condicionado): 2036-07-01 | councillors
+0 reworded CSPEN · septiembre: 3 asuntos (+1 condicionado): 2036-09-01 | councillors
+0 reworded CSPEN · octubre: 2 asuntos (+1 condicionado): 2036-10-02 | councillors
+0 4× reworded CSPEN · Faltan 10 días hábiles: 1 asunto firme: … | dpspen
+0 4× reworded CSPEN · Faltan 3 días hábiles: 1 asunto firme: … | dpspen
""", {"dps": "dpspen"}),
    Step("a person is renamed",
         edited(DIRECTORY, ("  - id: rita-bell-lopez-vences\n    name: Rita Bell López Vences\n",
                            "  - id: rita-lopez-vences\n    formerly: [rita-bell-lopez-vences]\n    name: Rita López Vences\n")), """
   feed rita-lopez-vences (Mtra. Rita López Vences), before: rita-bell-lopez-vences (Mtra. Rita Bell López Vences)
        | rita-bell-lopez-vences
""", {"rita-lopez-vences": "rita-bell-lopez-vences"}),
    Step("an item is handed over to another directorate",
         edited(PROGRAM, ("otorgamiento\"\n    directorate: DPSPEN\n", "otorgamiento\"\n    directorate: DP\n")), """
+1 reworded CSPEN · Incentivos INE 2023: otorgamiento: 2036-09-08 | cspen
+0 reworded CSPEN · Sesión ordinaria de septiembre (tentativa): 2036-09-08 to 2036-09-12 | everybody
+1 new CSPEN · Incentivos INE 2023: otorgamiento: 2036-09-08 | dp
+1 gone CSPEN · Incentivos INE 2023: otorgamiento: 2036-09-08 | dpspen
+0 reworded CSPEN · septiembre: 3 asuntos (+1 condicionado): 2036-09-01 | councillors
   gone CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-08-25 | dpspen
   gone CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-09-03 | dpspen
   new CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-08-25 | dp
   new CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-09-03 | dp
"""),
    Step("the presidency rotates in September, within a session's window",
         edited(DIRECTORY, (since("Presidenta"), since("Presidenta", until="2036-09-09") + since("Integrante", "2036-09-10")),
                ("Dr.\n    memberships:\n" + since("Integrante"),
                 "Dr.\n    memberships:\n" + since("Integrante", until="2036-09-09") + since("Presidente", "2036-09-10"))), ""),
    Step("a member leaves that day",
         edited(DIRECTORY, ("Mtro.\n    memberships:\n" + since("Integrante"),
                            "Mtro.\n    memberships:\n" + since("Integrante", until="2036-09-09"))), """
+0 gone CSPEN · octubre: 2 asuntos (+1 condicionado): 2036-10-02 | jose-martin-fernando-faz-mora
+0 gone CSPEN · noviembre: 1 asunto (+1 condicionado): 2036-11-03 | jose-martin-fernando-faz-mora
+0 gone CSPEN · diciembre: 1 asunto (+2 condicionados): 2036-12-01 | jose-martin-fernando-faz-mora
+0 gone CSPEN · Sesión ordinaria de diciembre (tentativa): 2036-12-01 to 2036-12-05 | jose-martin-fernando-faz-mora
"""),
    Step("what was handed over is done there",
         command("mark", "incentivos-ine", "2036-09", "done", "--on", "2036-09-05"), """
+1 retitled CSPEN · Cumplido: Incentivos INE 2023: otorgamiento: 2036-09-08
        (before: CSPEN · Incentivos INE 2023: otorgamiento) | cspen dp
+0 reworded CSPEN · Sesión ordinaria de septiembre (tentativa): 2036-09-08 to 2036-09-12 | everybody
+1 reworded CSPEN · septiembre: 3 asuntos (+1 condicionado): 2036-09-01 | councillors
   gone CSPEN · Faltan 10 días hábiles: 1 asunto firme: 2036-08-25 | dp
   gone CSPEN · Faltan 3 días hábiles: 1 asunto firme: 2036-09-03 | dp
"""),
    Step("a councillor's calendar becomes private",
         edited(DIRECTORY, ("name: Beatriz Claudia Zavala Pérez\n", "name: Beatriz Claudia Zavala Pérez\n    visibility: private\n")), """
   feed beatriz-claudia-zavala-perez (Mtra. Beatriz Claudia Zavala Pérez), now private | beatriz-claudia-zavala-perez
+0 reworded CSPEN · Sesión ordinaria de marzo: 2036-03-27 18:00 to 20:00 UTC | beatriz-claudia-zavala-perez
""", hides="beatriz-claudia-zavala-perez"),
    Step("the next year's program is drafted", command("new-year", "cspen-2036"), """
   34× new Por aprobar: CSPEN · … | cspen
"""),
    Step("and approved", edited("programs/cspen-2037.yaml", ("status: draft", "status: approved")), """
+1 4× retitled CSPEN · Sesión ordinaria de … (tentativa): … (before: Por aprobar: CSPEN · Sesión …) | cspen
+1 30× confirmed CSPEN · … (before: Por aprobar: CSPEN · …) | cspen
+1 4× new CSPEN · Sesión ordinaria de … | everybody -cspen -jose-martin-fernando-faz-mora
+1 4× new CSPEN · Actas de las sesiones de la Comisión: … | cspen-ag
+1 new CSPEN · Lineamientos de ascenso y certamen interno: reformas: 2037-10-30 | cspen-unassigned
+1 2× new CSPEN · Plazas del Certamen Interno de Ascenso 2024: … | dcpen
   12× new CSPEN · DCPEN, …: 1 asunto si hay casos: … | dcpen
   4× new CSPEN · DP, …: 1 asunto si hay casos: … | dp
   4× new CSPEN · Faltan … | dcpen
   6× new CSPEN · Faltan … | dp
   6× new CSPEN · Faltan … | dpspen
+1 4× new CSPEN · … | dp
+1 3× new CSPEN · … | dpspen
   12× new CSPEN · …: … | councillors -jose-martin-fernando-faz-mora
"""),
]
