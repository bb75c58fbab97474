// What ICU's calls report, as an exception. Pure; any thread.
#ifndef AGENDAD_FEEDS_TEXT_ICU_STATUS_H_
#define AGENDAD_FEEDS_TEXT_ICU_STATUS_H_

#include <unicode/utypes.h>

#include <stdexcept>
#include <string>

namespace agendad::feeds {

// Throws std::runtime_error if `status` is a failure: ICU, or its data, is not
// as it was installed.
inline void Require(UErrorCode status) {
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
  }
}

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_TEXT_ICU_STATUS_H_
