"""A stand-in for Discord on loopback: a real, unmodified discord.py client talks to it and is told no."""
