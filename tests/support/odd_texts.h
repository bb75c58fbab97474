// Texts that iCalendar's escaping and folding must survive.
#ifndef AGENDAD_TESTS_SUPPORT_ODD_TEXTS_H_
#define AGENDAD_TESTS_SUPPORT_ODD_TEXTS_H_

#include <string>

namespace agendad::test {

inline const std::string kOddTexts[] = {
    "a, b; c: d",
    "C:\\new\\n",
    "\\",
    "\\\\n\\,\\;",
    "\"quoted\" 'text' <b>",
    "trailing backslash \\",
    "comas,,,;;;\\\\\\",
    "ñandú, 🗳️; e\u0301xito — “ya”",
    "^n ^' %0A &amp; {x} #",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "DTSTART:20240101",
    std::string(74, 'x') + "," + std::string(80, 'y'),
};

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_ODD_TEXTS_H_
