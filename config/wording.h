// The phrases that the diagnostics of a definition are made of, so that all of
// them speak alike: "what is wrong; expected what". Pure; any thread.
#ifndef AGENDAD_CONFIG_WORDING_H_
#define AGENDAD_CONFIG_WORDING_H_

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostic.h"

namespace agendad::config {

// A diagnostic that does not know its place: what is wrong, and what was
// expected.
struct Fault {
  std::string what;
  std::string expected;
};

std::string Concat(std::initializer_list<std::string_view> parts);

// 'text', shortened to a length that fits into a line.
std::string Quoted(std::string_view text);

// "a, b, c"
std::string Listed(std::span<const std::string_view> words);

// "one of a, b, c; did you mean 'b'?"
std::string OneOf(const std::vector<std::string>& candidates,
                  std::string_view word);

// `expected`, and "; did you mean 'b'?" if `word` is near to a candidate.
std::string DidYouMean(std::string expected,
                       const std::vector<std::string>& candidates,
                       std::string_view word);

// "line 12", or "programs/a.yaml:12" for somebody who reads of another file.
std::string PlaceSeenFrom(const Location& reader, const Location& place,
                          const FileNames& files);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_WORDING_H_
