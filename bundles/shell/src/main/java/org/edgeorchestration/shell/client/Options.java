// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

/**
 * What the client was called with. The options are those of Karaf's own client, so that scripts for that one work; most of them
 * are about its network connection, and mean nothing here.
 *
 * @param help whether to tell how it is used
 * @param attempts how often to look for the node again when it is not up, 0 or more
 * @param delaySeconds how long to wait before each of them
 * @param file a file with commands; empty for none
 * @param command the words after the options, with a space between them; empty for none
 */
record Options(boolean help, int attempts, int delaySeconds, String file, String command) {
    private static final String WITH_VALUE = "-a -h -u -p -k -l -t -r -d -f";
    private static final String WITHOUT_VALUE = "-b -v --help";

    /** @throws IllegalArgumentException when it cannot be understood; the message is for people */
    static Options parse(String[] args) {
        boolean help = false;
        int attempts = 0;
        int delay = 2;
        String file = "";
        int i = 0;
        for (; i < args.length && args[i].startsWith("-") && !args[i].equals("--"); i++) {
            String option = args[i];
            if (isIn(WITHOUT_VALUE, option)) {
                help |= option.equals("--help");
                continue;
            }
            if (!isIn(WITH_VALUE, option)) {
                throw new IllegalArgumentException("unknown option " + option);
            }
            if (++i == args.length) {
                throw new IllegalArgumentException("option " + option + " needs a value");
            }
            switch (option) {
                case "-r" -> attempts = number(option, args[i]);
                case "-d" -> delay = number(option, args[i]);
                case "-f" -> file = args[i];
                default -> {} // for a client that comes over the network
            }
        }
        if (i < args.length && args[i].equals("--")) {
            i++;
        }
        return new Options(help, attempts, delay, file, join(args, i));
    }

    private static boolean isIn(String options, String option) {
        for (String known : options.split(" ", -1)) {
            if (known.equals(option)) {
                return true;
            }
        }
        return false;
    }

    private static int number(String option, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("option " + option + " needs a number, not " + value);
    }

    private static String join(String[] args, int from) {
        StringBuilder joined = new StringBuilder();
        for (int i = from; i < args.length; i++) {
            joined.append(i == from ? "" : " ").append(args[i]);
        }
        return joined.toString();
    }
}
