// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only where the rig is up; with {@code CI=true} it runs in any case, and fails without one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("docker")
@ExtendWith({NeedsEngine.Condition.class, Witnesses.class})
@interface NeedsEngine {

    /** Looks for the rig. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Rig.isUp() || "true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("a Docker engine is there, or required");
            }
            return ConditionEvaluationResult.disabled("no Docker engine: run ./edge test as root");
        }
    }
}
