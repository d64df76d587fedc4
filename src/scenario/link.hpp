#pragma once

#include <string>
#include <string_view>

namespace attention {

/// A link of the playground holds its scenario behind "#1.": the JSON as base64url (RFC 4648, section 5). The 1 is the
/// version of this form.

/// Whether a text is such a link, or the part of one from # on.
bool is_link(std::string_view text) noexcept;

/// The JSON of a link. Throws json_syntax if what stands behind "#1." is not base64url.
std::string read_link(std::string_view link);

}  // namespace attention
