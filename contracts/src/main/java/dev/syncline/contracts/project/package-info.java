/// What a project copies: the immutable revision that a run begins with.
@NullMarked
package dev.syncline.contracts.project;

import org.jspecify.annotations.NullMarked;
