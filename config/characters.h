// Single characters of a text, whatever the locale. Pure; any thread.
#ifndef AGENDAD_CONFIG_CHARACTERS_H_
#define AGENDAD_CONFIG_CHARACTERS_H_

namespace agendad::config {

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// From 0 to 255.
inline unsigned Octet(char c) { return static_cast<unsigned char>(c); }

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_CHARACTERS_H_
