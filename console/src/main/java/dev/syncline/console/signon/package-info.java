/// Signing in by an identity provider.
@NullMarked
package dev.syncline.console.signon;

import org.jspecify.annotations.NullMarked;
