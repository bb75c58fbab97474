// What people read, in their language: phrases of the catalogue filled in,
// and dates by ICU. An object belongs to one thread.
#ifndef AGENDAD_FEEDS_TEXT_WORDING_H_
#define AGENDAD_FEEDS_TEXT_WORDING_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/program.h"
#include "feeds/text/catalogue.h"
#include "feeds/text/unicode.h"

namespace agendad::feeds {

class Wording {
 public:
  using Values =
      std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // Throws std::runtime_error if ICU lacks the language.
  explicit Wording(config::Language language);
  ~Wording();
  Wording(const Wording&) = delete;
  Wording& operator=(const Wording&) = delete;

  // The phrase with each "{name}" replaced by its value.
  std::string Say(Phrase phrase, Values values = {}) const;

  // One of two phrases by number, with the number in the place of its "#".
  std::string Count(Phrase one, Phrase other, std::size_t number,
                    Values values = {}) const;

  // "marzo", "marzo de 2024".
  const std::string& Month(std::chrono::year_month month) const;
  std::string MonthAndYear(std::chrono::year_month month) const;
  // "lunes 11 de marzo de 2024".
  std::string Date(std::chrono::sys_days day) const;
  // "del lunes 11 al viernes 15 de marzo de 2024"; a single day is a Date().
  std::string Days(const config::DateRange& days) const;

  // Octets that sort as the language sorts `text`.
  std::string SortKey(const std::string& text) const;

  const Graphemes& Clusters() const { return graphemes_; }

 private:
  struct Collation;

  std::string Day(std::chrono::sys_days day) const;  // "lunes 11"

  config::Language language_;
  std::array<std::string, 12> months_;
  std::array<std::string, 7> weekdays_;  // Sunday first
  std::unique_ptr<Collation> collation_;
  Graphemes graphemes_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_TEXT_WORDING_H_
