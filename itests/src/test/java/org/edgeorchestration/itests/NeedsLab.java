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

/** Runs only where hosts can be made of network namespaces; with {@code CI=true} it runs in any case, and fails where they cannot. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@ExtendWith({NeedsLab.Condition.class, Witnesses.class})
@interface NeedsLab {

    /** Programs that the tests use besides. */
    String[] value() default {};

    /** Asks the script. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String[] programs = context.getTestClass()
                    .map(test -> test.getAnnotation(NeedsLab.class).value())
                    .orElse(new String[0]);
            return Lab.lacks(programs)
                    .filter(lacks -> !"true".equals(System.getenv("CI")))
                    .map(lacks -> ConditionEvaluationResult.disabled("no lab: " + lacks))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("a lab can be made, or is required"));
        }
    }
}
