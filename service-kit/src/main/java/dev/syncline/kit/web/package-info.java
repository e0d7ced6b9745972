/// Problem details and paging.
@NullMarked
package dev.syncline.kit.web;

import org.jspecify.annotations.NullMarked;
