#include "text/tokenise.hpp"

#include "text/unicode.hpp"

namespace attention {

namespace {

using unicode::Decoded;

constexpr char32_t zero_width_joiner = 0x200D;
/// What decoders of texts take away at their beginnings, and is nothing to be read anywhere else.
constexpr char32_t byte_order_mark = 0xFEFF;

/// Reads one token after another off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<std::string> tokens() {
    std::vector<std::string> tokens;
    for (skip_spaces(); at_ < text_.size(); skip_spaces()) tokens.push_back(read_token());
    return tokens;
  }

 private:
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] Decoded peek() const { return unicode::decode(text_.substr(at_)); }

  void skip_spaces() {
    while (!done() && (unicode::is_space(peek().point) || peek().point == byte_order_mark)) at_ += peek().bytes;
  }

  char32_t take(std::string& token) {
    const auto [point, bytes] = peek();
    if (point == 0xFFFD)
      token += "\xEF\xBF\xBD";
    else
      token += text_.substr(at_, bytes);
    at_ += bytes;
    return point;
  }

  /// Takes what belongs to the character before; after a joiner, the joined character as well.
  void take_extenders(std::string& token) {
    while (!done() && unicode::is_extender(peek().point))
      if (take(token) == zero_width_joiner && !done() && unicode::is_emoji(peek().point)) take(token);
  }

  std::string read_token() {
    std::string token;
    const char32_t first = take(token);
    if (unicode::is_regional_indicator(first) && !done() && unicode::is_regional_indicator(peek().point)) take(token);
    take_extenders(token);
    if (is_letter(first) || (is_minus(first) && digit_follows(0))) read_word(token);
    return token;
  }

  void read_word(std::string& token) {
    while (!done() && (is_letter(peek().point) || joins_letters())) {
      take(token);
      take_extenders(token);
    }
  }

  /// An apostrophe or a hyphen between two letters; a point, a comma or a comma's minus within numbers.
  [[nodiscard]] bool joins_letters() const {
    const auto [point, bytes] = peek();
    if (point == U'.' || point == U',') return is_digit(before()) && digit_follows(bytes);
    if (is_minus(point) && before() == ',') return digit_follows(bytes);
    if (point != U'\'' && point != U'\x2019' && point != U'-') return false;
    const std::string_view rest = text_.substr(at_ + bytes);
    return !rest.empty() && is_letter(unicode::decode(rest).point);
  }

  [[nodiscard]] char before() const { return text_[at_ - 1]; }
  static bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
  static bool is_minus(char32_t point) { return point == U'-' || point == 0x2212; }

  /// A number begins so many bytes from here, after its minus if it has one.
  [[nodiscard]] bool digit_follows(std::size_t bytes) const {
    std::string_view rest = text_.substr(at_ + bytes);
    if (bytes > 0 && !rest.empty() && is_minus(unicode::decode(rest).point))
      rest.remove_prefix(unicode::decode(rest).bytes);
    return !rest.empty() && is_digit(rest.front());
  }

  static bool is_letter(char32_t point) {
    return !unicode::is_space(point) && !unicode::is_punctuation(point) && !unicode::is_ideograph(point) &&
           !unicode::is_emoji(point) && !unicode::is_regional_indicator(point) && !unicode::is_extender(point);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> tokenise(std::string_view text) { return Reader(text).tokens(); }

}  // namespace attention
