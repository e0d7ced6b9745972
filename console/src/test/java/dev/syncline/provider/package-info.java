/// An identity provider, as the console's tests need one. Outside of the console's package, which would take it for a part of itself.
@NullMarked
package dev.syncline.provider;

import org.jspecify.annotations.NullMarked;
