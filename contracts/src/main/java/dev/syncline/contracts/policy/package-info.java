/// How tables are treated: what a project says on its levels, and what comes out of it for one table.
@NullMarked
package dev.syncline.contracts.policy;

import org.jspecify.annotations.NullMarked;
