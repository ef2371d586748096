"""What both services share."""

import time


class Refusal(Exception):
    """A request that is answered with an error."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


def stamp(seconds=None):
    """A time as services write it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
