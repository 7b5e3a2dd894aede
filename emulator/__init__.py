"""The project's AWS emulator: moto 5.2.1, corrected where the patterns need it.

Every correction makes the emulator stricter than moto or closer to AWS, never laxer.
`python -m emulator --port 0` starts it; `README.md` describes the control endpoints.
"""
