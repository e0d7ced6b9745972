/// Signing in and out.
@NullMarked
package dev.syncline.console.session;

import org.jspecify.annotations.NullMarked;
