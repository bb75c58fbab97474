#include "daemon/http/httplib_adapter.h"

#include <httplib.h>

#include <algorithm>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/http/http_date.h"

namespace agendad::daemon::http {
namespace {

// The library reads a request from here and writes the head of its answer.
class MemoryStream : public httplib::Stream {
 public:
  std::string input;
  std::string output;

  void Rewind() {
    position_ = 0;
    output.clear();
  }

  bool is_readable() const override { return position_ < input.size(); }
  bool is_writable() const override { return true; }

  // The library asks for one octet at a time.
  ssize_t read(char* to, size_t size) override {
    const size_t taken = std::min(size, input.size() - position_);
    std::copy_n(input.data() + position_, taken, to);
    position_ += taken;
    return static_cast<ssize_t>(taken);
  }

  ssize_t write(const char* from, size_t size) override {
    output.append(from, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}

  // Only compared with a limit of select(), and asked whether it is alive.
  socket_t socket() const override { return 0; }

 private:
  size_t position_ = 0;
};

// Of the first request.
class Nobody : public Responder {
 public:
  void Respond(const Request&, Answer& answer) const override {
    answer.Clear();
    WritePlainText(404, "no-store", "", answer);
  }
};

}  // namespace

class HttplibAdapter::Server : public httplib::Server {
 public:
  Server() {
    svr_sock_ = 0;  // else the library believes that it is shutting down
    set_pre_routing_handler([this](const httplib::Request& request,
                                   httplib::Response& response) {
      responder_->Respond({request.path, request_->path, request_->query,
                           request_->host, request_->if_none_match,
                           request_->accept_encoding, circumstances_.is_https},
                          answer_);
      Fill(response);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) {
          TakeBackFields(response);
        });
    // Without it the text of an exception goes out as a header field.
    set_exception_handler([this](const httplib::Request&,
                                 httplib::Response& response,
                                 const std::exception_ptr&) {
      answer_.Clear();
      WritePlainText(500, "no-store", "Error interno / Internal error\n",
                     answer_);
      response.headers.clear();
      Fill(response);
    });
  }

  Reply Process(const RequestHead& request, const Circumstances& circumstances,
                const Responder& responder) {
    request_ = &request;
    circumstances_ = circumstances;
    responder_ = &responder;
    stream_.Rewind();
    stream_.input.assign(request.method == Method::kGet ? "GET " : "HEAD ")
        .append(request.path)
        .append(" HTTP/1.1\r\n\r\n");
    if (!Run(*this, stream_) || stream_.output.empty())
      throw std::runtime_error("cpp-httplib wrote no answer");
    Reply reply;
    reply.head = stream_.output;
    if (request.method == Method::kGet) {
      reply.body = answer_.body.All();
      reply.body_octets = answer_.body.Octets();
    }
    reply.owner = std::move(answer_.owner);
    reply.status = answer_.status;
    reply.feed = answer_.feed;
    reply.coding = answer_.coding;
    return reply;
  }

 private:
  // Up to 0.14 the library asks the stream for the peer's address, later it
  // wants to be told. As its version is text, the preprocessor cannot choose.
  template <class Self>
  static bool Run(Self& self, MemoryStream& stream) {
    // "close" is always said, and taken back in TakeBackFields(): for the other
    // case the library formats a Keep-Alive field that we do not send either.
    constexpr bool kClose = true;
    bool closed = false;
    if constexpr (requires {
                    self.process_request(stream, kClose, closed, nullptr);
                  }) {
      return self.process_request(stream, kClose, closed, nullptr);
    } else {
      return self.process_request(stream, std::string(), 0, std::string(), 0,
                                  kClose, closed, nullptr);
    }
  }

  // The library keeps fields in a tree of strings that are compared letter by
  // letter, and formats each on its own; ten of them take longer than all the
  // rest of an answer. So they are handed over as one: a field whose value
  // holds the others. Nothing in them comes from the client.
  void Fill(httplib::Response& response) {
    response.status = answer_.status;
    std::string fields;
    fields.reserve(answer_.fields.size() + 80);
    if (answer_.status != 304) {
      fields.append(std::to_string(answer_.body.Octets())).append("\r\nDate: ");
    }
    fields.append(date_.Text()).append("\r\n").append(answer_.fields);
    fields.resize(fields.size() - 2);  // the library ends the line
    response.headers.emplace(NameOfOurField(), std::move(fields));
  }

  const char* NameOfOurField() const {
    return answer_.status == 304 ? "Date" : "Content-Length";
  }

  // What the library added by itself. Its "Content-Length: 0" in a 304 would be
  // a wrong length of what a 200 had brought (RFC 9110 8.6). Names are compared
  // as they are: the library's own search goes letter by letter.
  void TakeBackFields(httplib::Response& response) {
    const std::string_view ours = NameOfOurField();
    std::erase_if(response.headers, [&](const auto& field) {
      return field.first != ours &&
             !(circumstances_.is_last && field.first == "Connection");
    });
  }

  // Of the request that is being answered.
  const Responder* responder_ = nullptr;
  const RequestHead* request_ = nullptr;
  MemoryStream stream_;
  CurrentDate date_;
  Answer answer_;
  Circumstances circumstances_;
};

HttplibAdapter::HttplibAdapter() : server_(std::make_unique<Server>()) {
  RequestHead first;
  first.path = "/";
  server_->Process(first, {}, Nobody());
}

HttplibAdapter::~HttplibAdapter() = default;

Reply HttplibAdapter::Process(const RequestHead& request,
                              const Circumstances& circumstances,
                              const Responder& responder) {
  return server_->Process(request, circumstances, responder);
}

}  // namespace agendad::daemon::http
