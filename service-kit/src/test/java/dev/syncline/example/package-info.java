/// A service that has nothing but the kit.
@NullMarked
package dev.syncline.example;

import org.jspecify.annotations.NullMarked;
