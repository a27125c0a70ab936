// Zapier's tools look for the app here. The build writes dist/ from src/ and ../shared.
module.exports = require('./dist/index.js').App;
