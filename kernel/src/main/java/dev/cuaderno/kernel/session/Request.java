package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Message;

/// A message that came in.
///
/// @param channel by which it came
/// @param number its place among all that came
record Request(Channel channel, Message message, long number) {

    Header header() {
        return message.header();
    }

    String type() {
        return message.header().msgType();
    }
}
