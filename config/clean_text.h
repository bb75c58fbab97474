// Whether the octets of a file are text at all: what is checked before anything
// tries to understand them. Pure; any thread.
#ifndef AGENDAD_CONFIG_CLEAN_TEXT_H_
#define AGENDAD_CONFIG_CLEAN_TEXT_H_

#include <cstdint>
#include <string_view>

#include "config/diagnostic.h"

namespace agendad::config {

// Tells the first octet that is not well-formed UTF-8, or the first control
// character other than tab, line feed and carriage return before a line feed.
// Returns whether there is none. One is enough: a file in another encoding has
// hundreds.
bool CheckIsCleanText(std::uint32_t file, std::string_view text,
                      Diagnostics& diagnostics);

// The place of the octet at `offset`, which is not past the end of `text`.
Location PlaceOf(std::uint32_t file, std::string_view text, std::size_t offset);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_CLEAN_TEXT_H_
