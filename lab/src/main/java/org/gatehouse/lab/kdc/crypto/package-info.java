/** Long-term keys and what they encrypt: encryption types, keys of passwords, encryption with integrity. */
@NullMarked
package org.gatehouse.lab.kdc.crypto;

import org.jspecify.annotations.NullMarked;
