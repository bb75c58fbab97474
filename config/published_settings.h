// The part of agendad.yaml that feeds depend on, as text: what is stored with a
// version that several machines share. Pure; any thread.
#ifndef AGENDAD_CONFIG_PUBLISHED_SETTINGS_H_
#define AGENDAD_CONFIG_PUBLISHED_SETTINGS_H_

#include <string>

#include "config/settings.h"

namespace agendad::config {

// A file that ParseSettings() reads as the same language, refresh, revised,
// keep-cancelled, keep-programs, notices and policies of feeds, every one of
// them written out, so that it means the same whatever the defaults. Equal
// values give equal texts. What belongs to one machine (where it listens,
// publishes and keeps its state, and the ledger with its password) is not in
// it.
std::string PublishedSettings(const Settings& settings);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_PUBLISHED_SETTINGS_H_
