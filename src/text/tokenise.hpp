#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attention {

/// Splits a text (UTF-8) into tokens: words at white space, punctuation marks apart, Chinese characters and kana one by
/// one, emoji whole (with their modifiers and joined parts). An apostrophe or hyphen inside a word stays in it, and so
/// do the sign, point and commas of a number or of coordinates: -3.5, 0.2,0.7. (Chinese words need a dictionary: in the
/// browser Intl.Segmenter has one, and hands over a list of tokens.) Broken UTF-8 becomes U+FFFD.
std::vector<std::string> tokenise(std::string_view text);

}  // namespace attention
