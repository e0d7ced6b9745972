/// Tokens for programs, each of a user.
@NullMarked
package dev.syncline.console.token;

import org.jspecify.annotations.NullMarked;
