#include "config/wording.h"

#include "config/utf8.h"

namespace agendad::config {

std::string Concat(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string Quoted(std::string_view text) {
  constexpr std::size_t kLongest = 60;  // code points
  const std::string_view shown = FirstCodePoints(text, kLongest);
  return Concat({"'", shown, shown.size() < text.size() ? "..." : "", "'"});
}

std::string Listed(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

std::string OneOf(const std::vector<std::string>& candidates,
                  std::string_view word) {
  const std::vector<std::string_view> words(candidates.begin(),
                                            candidates.end());
  return DidYouMean("one of " + Listed(words), candidates, word);
}

std::string DidYouMean(std::string expected,
                       const std::vector<std::string>& candidates,
                       std::string_view word) {
  const std::string nearest = NearestWord(word, candidates);
  if (!nearest.empty()) expected += "; did you mean " + Quoted(nearest) + "?";
  return expected;
}

std::string PlaceSeenFrom(const Location& reader, const Location& place,
                          const FileNames& files) {
  const std::string line = std::to_string(place.line);
  return reader.file == place.file ? "line " + line
                                   : files[place.file] + ":" + line;
}

}  // namespace agendad::config
