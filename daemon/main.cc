#include <cstdio>
#include <exception>

#include "daemon/command_line.h"
#include "daemon/error_text.h"

int main(int argc, char** argv) {
  try {
    return agendad::daemon::RunCommandLine(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "agendad: %s\n",
                 agendad::daemon::ErrorText(error).c_str());
    return 1;
  }
}
