/// Problem details, paging and calls between services.
@NullMarked
package dev.syncline.kit.web;

import org.jspecify.annotations.NullMarked;
