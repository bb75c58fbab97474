#include "daemon/doctor/record.h"

namespace agendad::daemon::doctor {

std::string ServerRecord::Address() const {
  for (const auto& each : addresses) {
    if (each.answer.status != 0) return each.address;
  }
  return addresses.empty() ? "" : addresses.front().address;
}

}  // namespace agendad::daemon::doctor
