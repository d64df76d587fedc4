#include <cmath>

#include "error.hpp"
#include "scenario/json.hpp"
#include "scenario/json_number.hpp"
#include "text/unicode.hpp"

namespace attention {

namespace {

/// Reads one value after another off the front of a text, by the grammar of RFC 8259.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Json document() {
    take("\xEF\xBB\xBF");  // a byte order mark is not JSON's, but editors leave it
    Json root = value();
    skip_spaces();
    require(at_ == text_.size());
    return root;
  }

 private:
  static constexpr std::size_t deepest = 32;

  void require(bool holds) const {
    if (holds) return;
    const std::string position = digits(at_ + 1);
    throw Error(ErrorCode::json_syntax, "the scenario is not JSON: something is wrong at byte " + position, {},
                {{"position", position}});
  }

  /// The next byte, or 0 at the end.
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool digit_follows() const { return peek() >= '0' && peek() <= '9'; }

  bool take(std::string_view expected) {
    const bool found = text_.substr(at_, expected.size()) == expected;
    if (found) at_ += expected.size();
    return found;
  }

  void skip_spaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }

  Json value() {
    skip_spaces();
    if (peek() == '{') return container("{", "}");
    if (peek() == '[') return container("[", "]");
    if (peek() == '"') return string();
    if (take("null")) return nullptr;
    if (take("true")) return true;
    if (take("false")) return false;
    return number();
  }

  Json container(std::string_view opening, std::string_view closing) {
    require(depth_ < deepest);
    ++depth_;
    take(opening);
    const bool object = opening == "{";
    Json result = object ? Json::object() : Json::array();
    skip_spaces();
    if (!take(closing)) {
      do {
        if (object)
          member(result);
        else
          result.push_back(value());
        skip_spaces();
      } while (take(","));
      require(take(closing));
    }
    --depth_;
    return result;
  }

  void member(Json& object) {
    skip_spaces();
    const std::string name = string();
    skip_spaces();
    require(take(":"));
    object[name] = value();
  }

  void skip_digits() {
    require(digit_follows());
    while (digit_follows()) ++at_;
  }

  double number() {
    const std::size_t start = at_;
    take("-");
    if (!take("0")) skip_digits();
    if (take(".")) skip_digits();
    if (take("e") || take("E")) {
      if (!take("+")) take("-");
      skip_digits();
    }
    const double number = read_number(text_.substr(start, at_ - start));
    require(std::isfinite(number));
    return number;
  }

  std::string string() {
    require(take("\""));
    std::string text;
    while (!take("\"")) {
      require(static_cast<unsigned char>(peek()) >= 0x20U);
      if (take("\\")) {
        escape(text);
        continue;
      }
      const auto [point, bytes] = unicode::decode(text_.substr(at_));
      require(point != unicode::replacement || bytes > 1);
      text += text_.substr(at_, bytes);
      at_ += bytes;
    }
    return text;
  }

  void escape(std::string& text) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (take("u")) {
      unicode::append(text, escaped_point());
      return;
    }
    const std::size_t letter = letters.find(peek());
    require(letter != std::string_view::npos);
    ++at_;
    text += meanings[letter];
  }

  /// What stands behind \u; beyond the first plane two of them, a pair of surrogates.
  char32_t escaped_point() {
    const char32_t first = hexadecimal();
    if (first < 0xD800 || first > 0xDFFF) return first;
    require(first < 0xDC00 && take("\\u"));
    const char32_t second = hexadecimal();
    require(second >= 0xDC00 && second <= 0xDFFF);
    return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
  }

  char32_t hexadecimal() {
    char32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i, ++at_) {
      const auto letter = static_cast<unsigned char>(peek() | 0x20);
      const bool digit = digit_follows();
      require(digit || (letter >= 'a' && letter <= 'f'));
      number = 16 * number + static_cast<char32_t>(digit ? letter - '0' : letter - 'a' + 10);
    }
    return number;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

Json parse_json(std::string_view text) { return Parser(text).document(); }

}  // namespace attention
