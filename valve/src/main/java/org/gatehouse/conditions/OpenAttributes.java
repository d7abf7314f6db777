package org.gatehouse.conditions;

import java.util.Optional;

/** What {@code <open>} names. */
record OpenAttributes(Optional<String> url, Optional<String> address, Optional<String> host) {}
