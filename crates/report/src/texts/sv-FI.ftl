# Words of Finland's Swedish where they differ: its law, and its regions.
ring-region = Övriga landskapet
method-thresholds = Tröskelvärden gäller hela avtalets uppskattade värde. Att jämföra en kontering eller en leverantörs år med dem ger bara en fingervisning och säger inget om hur något har köpts. Tröskelvärdena gäller inte hyra av fastigheter: försäljningen jämförs med dem utan hyror.
finding-small = { $share } av summan utan hyror kommer från leverantörer som i en bransch säljer för mindre än det nationella tröskelvärdet (oftast { $limit }) på ett år, såvitt reskontran visar
chart-openness = Nya leverantörer och försäljning under det nationella tröskelvärdet{ $year }, { $scope }
chart-openness-small = Försäljning under det nationella tröskelvärdet{ $year }, { $scope }
step-3 = Vid små upphandlingar, under det nationella tröskelvärdet, kan köparen fråga leverantörer direkt: berätta för kontaktpersonen vad du säljer.
finding-participate = Vid små upphandlingar frågar köparen leverantörer direkt, större annonseras: så blir du hittad
